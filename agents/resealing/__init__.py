"""A new key or another cipher: what lies sealed is sealed anew, while the house goes on working (S27)."""
