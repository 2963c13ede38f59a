"""A model server behind TLS: asked where its certificate is trusted, and told nothing elsewhere."""

import asyncio
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.llm import bounded
from adapters.llm.server import OpenAiServer
from shortlist.judging.errors import ModelUnavailableError
from shortlist.judging.ports import ModelAnswer, Question
from shortlist.judging.verdict import Verdict
from tests.support.odd_servers import OddServer, complete, run_odd_server

QUESTION = Question(
    model="m",
    prefix="# The criteria\nC1: Baking",
    tail="<resume>\nL01| Baker\n</resume>",
    answer=Verdict,
    max_output_tokens=100,
    cache_key="k",
    sample=0,
    service_tier=None,
)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Make a certificate of localhost, signed by itself; the file holds its key, too."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "localhost.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def server(certificate: Path) -> Iterator[OddServer]:
    """Serve answers behind TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with run_odd_server({"plain": lambda body, _: complete(body)}, context) as running:
        yield running


@pytest.fixture(autouse=True)
def read_trusted_anew() -> Iterator[None]:
    """Let nobody's trust outlive a test."""
    bounded._read_trusted.cache_clear()
    yield
    bounded._read_trusted.cache_clear()


def ask(server: OddServer) -> ModelAnswer:
    """Ask one question."""
    address = server.url("plain")

    async def main() -> ModelAnswer:
        async with OpenAiServer(base_url=address, api_key="key") as asked:
            return await asked.ask(QUESTION, timeout_seconds=10)

    return asyncio.run(main())


def test_a_server_with_a_trusted_certificate_is_asked(
    server: OddServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert '"criteria"' in ask(server).text


def test_a_server_that_nobody_vouches_for_is_told_nothing(server: OddServer) -> None:
    with pytest.raises(ModelUnavailableError, match="connection"):
        ask(server)
    assert server.heard["plain"].bodies == []
