"""The second factor of an account: codes that a phone makes (TOTP, RFC 6238), and recovery codes for a lost phone."""

from __future__ import annotations

from base64 import b32encode

import segno
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django_otp import devices_for_user, user_has_device, verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

DIGITS = 6  # of a phone's code; a recovery code has eight letters and digits
RECOVERY_CODES = 10


def has_factor(user: AbstractBaseUser) -> bool:
    return user_has_device(user)


def accepted(user: AbstractBaseUser, code: str) -> Device | None:
    """The device that takes this code; None if none does. Each code is good once; failures make the next one wait."""
    code = "".join(code.split()).lower()
    kind = TOTPDevice if len(code) == DIGITS else StaticDevice
    device = kind.objects.filter(user=user, confirmed=True).first()
    return verify_token(user, device.persistent_id, code) if device else None


@transaction.atomic
def enrol(user: AbstractBaseUser, key: str, code: str) -> tuple[Device, list[str]] | None:
    """Take the phone that was given this key, and give recovery codes; None if its code is wrong."""
    device = TOTPDevice(user=user, name="phone", key=key, digits=DIGITS)
    device.save()
    if not device.verify_token("".join(code.split())):
        device.delete()
        return None
    TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    return device, new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user: AbstractBaseUser) -> list[str]:
    """Those before are void."""
    device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": "recovery"})
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user: AbstractBaseUser) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def drop(user: AbstractBaseUser) -> bool:
    """Sign in by the password alone again. Whether there was a second factor."""
    devices = list(devices_for_user(user, confirmed=None))
    for device in devices:
        device.delete()
    return bool(devices)


class Secret:
    """What a phone has to be told: as a picture to scan and as letters to type."""

    def __init__(self, user: AbstractBaseUser, key: str) -> None:
        device = TOTPDevice(user=user, key=key, digits=DIGITS)
        letters = b32encode(device.bin_key).decode()
        self.letters = " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
        matrix = segno.make(device.config_url, micro=False).matrix
        self.size = len(matrix)
        # One square for each dark module, as the `d` of an SVG path.
        self.squares = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark
        )
