"""Container and service files, as far as they can be proved without an engine that runs them."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands
from gunicorn.config import Config

from tests.setup.test_settings_named import example_lines

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
RUN_SECRETS = "/run/secrets/"
SECRET_WORDS = re.compile(r"(SECRET|PASSWORD|TOKEN|KEY)[A-Z_]*=(?!\$\()")


def instructions() -> list[tuple[str, str]]:
    """The Containerfile's, each as its word and its arguments on one line."""
    lines = (ROOT / "Containerfile").read_text().replace("\\\n", " ").splitlines()
    written = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    return [(word, " ".join(rest.split())) for word, rest in written]


def arguments_of(word: str) -> list[str]:
    return [rest for name, rest in instructions() if name == word]


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


def test_the_image_is_built_from_the_lock_and_copies_what_there_is() -> None:
    stages = [rest.split(" AS ")[1] for rest in arguments_of("FROM")]
    copied: set[str] = set()
    for rest in arguments_of("COPY"):
        *sources, _ = rest.split()
        if sources[0].startswith("--from="):
            assert sources[0].removeprefix("--from=") in stages
            continue
        assert [one for one in sources if not (ROOT / one).exists()] == []
        copied.update(one.split("/")[0] for one in sources)
    assert "python3 scripts/setup.py" in arguments_of("RUN")
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert {*contract["root_packages"], "locale", "manage.py", "gunicorn.conf.py"} <= copied
    sent = {line[1:] for line in ignored() if line.startswith("!")}
    assert copied == sent


def ignored() -> list[str]:
    """The same list under both names that engines know."""
    text = (ROOT / ".containerignore").read_text()
    assert text == (ROOT / ".dockerignore").read_text()
    return text.splitlines()


def test_the_image_holds_no_secret_and_runs_as_nobody_special() -> None:
    assert arguments_of("USER")[-1] == "10001:10001"
    assert [rest for _, rest in instructions() if SECRET_WORDS.search(rest)] == []
    assert arguments_of("ARG") == []
    assert json.loads(arguments_of("HEALTHCHECK")[0].split("CMD ")[1])[0] == "python"
    program, application, *options = json.loads(arguments_of("CMD")[-1])
    assert (program, application) == ("gunicorn", "config.wsgi")
    parsed = Config().parser().parse_args(options)
    assert (parsed.worker_class, parsed.bind) == ("gthread", ["0.0.0.0:8000"])


def test_compose_names_only_settings_commands_and_secrets_there_are(compose: Any) -> None:
    names = {name.removesuffix("_FILE") for name, _ in example_lines()}
    for name in ("prepare", "web", "worker"):
        service = compose["services"][name]
        known = service["environment"]
        assert {one for one in known if one.removesuffix("_FILE") not in names} == set()
        given = {value for value in known.values() if value.startswith(RUN_SECRETS)}
        assert given == {RUN_SECRETS + one for one in service["secrets"]}
        assert service["read_only"]
        said = re.findall(r"manage\.py (\w+)", " ".join(service.get("command", [])))
        assert set(said) <= get_commands().keys()
        assert said or name == "web"
    assert compose["services"]["worker"]["deploy"]["replicas"] == 2


def test_compose_closes_its_networks_and_opens_this_machine_alone(compose: Any) -> None:
    for name, service in compose["services"].items():
        assert set(service["networks"]) <= compose["networks"].keys()
        assert set(service.get("secrets", [])) <= compose["secrets"].keys()
        assert set(service.get("depends_on", [])) <= compose["services"].keys()
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", [])), name
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (ROOT / source).exists() if "/" in source else source in compose["volumes"]
        if name not in {"proxy", "mail"}:  # what people's browsers reach
            assert all(compose["networks"][one]["internal"] for one in service["networks"])


def test_the_secrets_of_compose_are_made_once(compose: Any, tmp_path: Path) -> None:
    script = tmp_path / "make_secrets.py"
    script.write_bytes((DEPLOY / "make_secrets.py").read_bytes())
    subprocess.run([sys.executable, script], check=True)
    made = {one.name: one.read_text() for one in (tmp_path / "secrets").iterdir()}
    assert {Path(one["file"]).name for one in compose["secrets"].values()} == made.keys()
    assert made["database-password"] in made["database-url"]
    subprocess.run([sys.executable, script], check=True)
    assert {one.name: one.read_text() for one in (tmp_path / "secrets").iterdir()} == made


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd-analyze is not on this machine")
    for unit in (DEPLOY / "systemd").iterdir():
        text = unit.read_text().replace("/opt/sameframe/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text)
        for command in re.findall(r"manage\.py (\w+)", text):
            assert command in get_commands()
    units = sorted(map(str, tmp_path.iterdir()))
    told = subprocess.run([verify, "verify", "--man=no", *units], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("name", ["sameframe.conf", "compose.conf"])
def test_nginx_takes_its_configuration(name: str, tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    openssl = shutil.which("openssl")
    if nginx is None or openssl is None:
        pytest.skip("nginx or openssl is not on this machine")
    for file in (DEPLOY / "nginx").iterdir():
        text = re.sub(
            r"/etc/nginx/sameframe|/etc/ssl/sameframe|/var/log/nginx",
            str(tmp_path),
            file.read_text(),
        )
        (tmp_path / file.name).write_text(text.replace("server web:", "server 127.0.0.1:"))
    key, certificate = str(tmp_path / "privkey.pem"), str(tmp_path / "fullchain.pem")
    make = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=example"]
    made = [openssl, *make, "-keyout", key, "-out", certificate]
    subprocess.run(made, check=True, capture_output=True)
    whole = (
        f"error_log stderr; pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/{name}; }}"
    )
    (tmp_path / "nginx").write_text(whole)
    told = subprocess.run(
        [nginx, "-t", "-c", tmp_path / "nginx"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
