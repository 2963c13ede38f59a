"""The local cloud: the template on an AWS emulator, on loopback, with no account and no key."""
