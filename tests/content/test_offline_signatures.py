"""The signatures of the offline verifier, against the standard and another library."""

import hashlib
import random
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contest.content.offline import kiem_chung
from tests.domain.builders import table

VECTORS = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf"
            "9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        "RFC 8032 test 1",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f"
            "11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
        "RFC 8032 test 2",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984"
            "dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
        "RFC 8032 test 3",
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").hexdigest(),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c6643"
            "1e0303dca179c138ac17ad9bef1177331a704"
        ),
        "RFC 8032 test SHA(abc)",
    ),
)


@table("secret public message signature", *VECTORS)
def test_signatures_of_the_standard_hold(
    secret: str, public: str, message: str, signature: str
) -> None:
    key, text, sign = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    own = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    assert own.sign(text) == sign
    assert kiem_chung.signature_holds(key, text, sign)
    assert not kiem_chung.signature_holds(key, text + b"x", sign)


def test_signatures_hold_exactly_when_another_library_says_so() -> None:
    chance = random.Random(8032)
    for _ in range(40):
        key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        public, text = key.public_key(), chance.randbytes(chance.randrange(200))
        sign = bytearray(key.sign(text))
        if chance.random() < 0.6:
            sign[chance.randrange(64)] ^= 1 << chance.randrange(8)
        raw = public.public_bytes_raw()
        assert kiem_chung.signature_holds(raw, text, bytes(sign)) == holds(public, text, sign)


def holds(public: Any, text: bytes, sign: bytearray) -> bool:
    """What the library of the project says of a signature."""
    try:
        public.verify(bytes(sign), text)
    except InvalidSignature:
        return False
    return True


def test_a_signature_has_one_form_only() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    sign, public = key.sign(b"x"), key.public_key().public_bytes_raw()
    order = 2**252 + 27742317777372353535851937790883648493
    more = int.from_bytes(sign[32:], "little") + order
    assert kiem_chung.signature_holds(public, b"x", sign)
    assert not kiem_chung.signature_holds(public, b"x", sign[:32] + more.to_bytes(32, "little"))
    assert not kiem_chung.signature_holds(public, b"x", sign + b"\0")
    assert not kiem_chung.signature_holds(public[:31], b"x", sign)
    assert not kiem_chung.signature_holds(b"\xff" * 32, b"x", sign)
