"""Addresses to points through an outside provider, by geopy. The provider is a setting; "none" asks nobody."""

from agents.finding.geocoding.providers import Provider, provider_for

__all__ = ["Provider", "provider_for"]
