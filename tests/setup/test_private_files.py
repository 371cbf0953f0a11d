from pathlib import Path

from config.private_files import is_private, read_or_make


def test_a_secret_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    secret = tmp_path / "deep" / "secret"

    assert read_or_make(secret, lambda: "first") == "first"

    assert secret.stat().st_mode & 0o777 == 0o600
    assert secret.parent.stat().st_mode & 0o777 == 0o700


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    read_or_make(secret, lambda: "first")

    assert read_or_make(secret, lambda: "second") == "first"


def test_an_empty_file_is_no_secret(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.touch()

    assert read_or_make(secret, lambda: "first") == "first"
    assert is_private(secret)


def test_making_a_secret_leaves_nothing_else_behind(tmp_path: Path) -> None:
    read_or_make(tmp_path / "secret", lambda: "first")

    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_file_that_others_may_read_is_not_private(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    read_or_make(secret, lambda: "first")
    secret.chmod(0o640)

    assert not is_private(secret)
