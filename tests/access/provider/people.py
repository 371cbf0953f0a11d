"""Who can log in at the provider, with their addresses and groups."""

CLIENT_ID = "sameframe"
CLIENT_SECRET = "only-for-tests-only-for-tests-only"
PASSWORD = "the provider's own"
WRONG = {  # by the name of who logs in: why their token must not be taken
    "expired": "token has expired",
    "elsewhere": "token is for somebody else",
    "several": "token is for somebody else",
    "replayed": "token answers another request",
    "without-nonce": "token answers another request",
    "impostor": "token is not trusted",
    "endless": "token is not trusted",
    "foreign-key": "token is not trusted",
    "shared-secret": "token is signed in a way that is not taken",
    "unsigned": "token is signed in a way that is not taken",
    "two-faced": "provider tells of somebody else",
}
PEOPLE = {
    "laura": ("laura@example.com", "hr reviewers"),
    "sven": ("sven@example.com", ""),
    "unverified": ("laura@example.com", ""),
    "elliptic": ("elliptic@example.com", ""),
    **{name: (f"{name}@example.com", "") for name in WRONG},
}
