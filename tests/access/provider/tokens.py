"""ID tokens: right ones, and for some users such as an attacker would send."""

import json
import time
from collections.abc import Callable
from typing import Any

from jwcrypto import jwk, jwt
from oauth2_provider.oauth2_validators import OAuth2Validator

ELLIPTIC = jwk.JWK.generate(kty="EC", crv="P-256", kid="elliptic", use="sig", alg="ES256")
FOREIGN = jwk.JWK.generate(kty="RSA", size=2048)
type Claims = dict[str, Any]

# By the name of who logs in: what their token says otherwise.
FAULTS: dict[str, Callable[[Claims], object]] = {
    "expired": lambda claims: claims.update(exp=int(time.time()) - 120),
    "elsewhere": lambda claims: claims.update(aud="another-client"),
    "several": lambda claims: claims.update(aud=[claims["aud"], "another-client"]),
    "replayed": lambda claims: claims.update(nonce="of-another-request"),
    "without-nonce": lambda claims: claims.pop("nonce"),
    "impostor": lambda claims: claims.update(iss="https://evil.example.com"),
    "endless": lambda claims: claims.pop("exp"),
    "elliptic": lambda claims: None,
    "foreign-key": lambda claims: None,
    "shared-secret": lambda claims: None,
    "unsigned": lambda claims: None,
}


class SometimesWrong(OAuth2Validator):
    """Names people as companies' providers do."""

    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> Claims:
        """Beside who they are: address, name and groups."""
        name = request.user.username
        return {
            "sub": f"sub-{name}",
            "preferred_username": name,
            "given_name": request.user.first_name,
            "email": request.user.email,
            "email_verified": name != "unverified",
            "groups": request.user.last_name.split(),
        }

    def validate_silent_login(self, request: Any) -> bool:
        """The view sends back who is not logged in."""
        return True

    def validate_silent_authorization(self, request: Any) -> bool:
        """Nobody is asked for consent."""
        return True

    def get_userinfo_claims(self, request: Any) -> Claims:
        """Who they are, once more; for one of them somebody else."""
        told: Claims = super().get_userinfo_claims(request)
        return {**told, "sub": "sub-laura"} if request.user.username == "two-faced" else told

    def finalize_id_token(
        self, id_token: Claims, token: Any, token_handler: Any, request: Any
    ) -> str:
        """The signed token."""
        right: str = super().finalize_id_token(id_token, token, token_handler, request)
        name = request.user.username
        if name not in FAULTS:
            return right
        claims = json.loads(jwt.JWT(jwt=right, key=request.client.jwk_key).claims)
        FAULTS[name](claims)
        return signed(name, claims, request)


def signed(name: str, claims: Claims, request: Any) -> str:
    """The claims, signed as the user's fault asks."""
    own = request.client.jwk_key
    if name == "unsigned":
        body = jwt.JWT(header={"alg": "RS256"}, claims=claims)
        body.make_signed_token(own)
        head = "eyJhbGciOiJub25lIn0"  # {"alg":"none"}
        return f"{head}.{body.serialize().split('.')[1]}."
    secret = jwk.JWK(kty="oct", k="b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtb25seQ")
    key, algorithm, kid = {
        "elliptic": (ELLIPTIC, "ES256", "elliptic"),
        "foreign-key": (FOREIGN, "RS256", own.thumbprint()),
        "shared-secret": (secret, "HS256", own.thumbprint()),
    }.get(name, (own, "RS256", own.thumbprint()))
    made = jwt.JWT(header={"alg": algorithm, "kid": kid}, claims=claims)
    made.make_signed_token(key)
    return str(made.serialize())
