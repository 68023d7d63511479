"""Which addresses of the internet protocol may be called. Pure Python."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Addresses that carry another one inside: what counts is where the packet goes in the end.
NAT64 = ip_network("64:ff9b::/96")
# Where clouds tell a machine its own secrets, though the address is not link-local.
METADATA = {ip_address("100.100.100.200"), ip_address("fd00:ec2::254")}


def is_public(raw: str) -> bool:
    """An address of the open internet; False also for what is no address."""
    address = _innermost(raw)
    if address is None or address in METADATA:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_never_called(raw: str) -> bool:
    """Not even where a setting names it: link-local (cloud metadata), multicast, unspecified, no address."""
    address = _innermost(raw)
    if address is None or address in METADATA:
        return True
    return address.is_link_local or address.is_multicast or address.is_unspecified


def _innermost(raw: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(raw.partition("%")[0])
    except ValueError:
        return None
    if address.version == 4:
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)
