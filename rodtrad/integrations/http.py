"""Asking services outside: patient with faults that pass, strict with everything else.

Nothing that comes from outside is trusted: answers have a largest size and a longest time, their
content type is checked, and no redirect leads to another host, with or without credentials.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic, sleep
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from pydantic import BaseModel, ValidationError
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

ATTEMPTS = 4
# Seconds between attempts when the service does not say how long to wait.
_PAUSES = (1.0, 3.0, 8.0)
# A service that wants a longer pause than this is asked another day.
LONGEST_PAUSE = 120.0
_MOST_REDIRECTS = 3
_PASSING = frozenset({429, 500, 502, 503, 504})
Query = Mapping[str, str | list[str]]
T = TypeVar("T", bound=BaseModel)


class FetchError(Exception):
    """A service could not be asked; the text is a Swedish sentence for the administrator."""


class NotThere(FetchError):
    """The service says that what was asked for does not exist (404)."""


class Refused(FetchError):
    """The service did not accept the question (400)."""


class Denied(FetchError):
    """The service does not let us in (401, 403)."""


class _Passing(FetchError):
    """A fault that may pass, with the pause that the service asks for."""

    def __init__(self, sentence: str, pause: float | None = None) -> None:
        super().__init__(sentence)
        self.pause = pause


class Client:
    """Asks one service, at the address that the settings give it."""

    def __init__(
        self,
        name: str,
        base_url: str,
        *,
        token: str = "",
        accept: str = "application/json",
        beat: Callable[[], None] | None = None,
    ) -> None:
        """Make the client.

        Args:
            name: what the service is called in sentences, as "Kolada".
            base_url: what every path is added to.
            token: sent as a bearer token, over https or to this very machine only.
            beat: called before every attempt, so that somebody can see that work goes on.

        Raises:
            FetchError: when the address cannot be used.
        """
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FetchError(
                f"Adressen till {name} saknas eller är fel. Den ska börja med https://."
            )
        if parts.username or parts.password:
            raise FetchError(f"Adressen till {name} får inte innehålla lösenord.")
        local = parts.hostname in ("127.0.0.1", "localhost", "::1")
        if token and parts.scheme != "https" and not local:
            raise FetchError(f"Nyckeln till {name} skickas bara med https. Ändra adressen.")
        self.name = name
        self.base_url = base_url.rstrip("/")
        self._origin = (parts.scheme, parts.hostname, parts.port)
        self._beat = beat or (lambda: None)
        headers = {"Accept": accept, "User-Agent": "Rodtrad"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._http = httpx.Client(
            headers=headers,
            timeout=httpx.Timeout(settings.FETCH_TIMEOUT, connect=settings.FETCH_TIMEOUT),
            follow_redirects=False,
            # No proxy or credentials from files and variables that somebody else may have set.
            trust_env=False,
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def get(self, path: str, shape: type[T], query: Query | None = None) -> T:
        """Ask for a path below the address, and read the answer as the shape says.

        Raises:
            NotThere: when the service answers 404.
            FetchError: when it does not answer, or not as its specification says.
        """
        body = self.body_of("GET", path, query, None)
        return self._read(body, shape)

    def post(self, path: str, shape: type[T], body: Any) -> T:
        """As `get`, with a question that does not fit in an address."""
        return self._read(self.body_of("POST", path, None, body), shape)

    def below(self, address: str, marker: str) -> str:
        """The path of an address that the service gave, as "/kpi?page=2" after "/v3".

        Only the path is used: a proxy or a test server may stand in for the service, and an
        answer must not be able to send us elsewhere.

        Raises:
            FetchError: when the marker is not in the address.
        """
        parts = urlsplit(address)
        _, found, rest = parts.path.partition(marker)
        if not found:
            raise FetchError(f"{self.name} hänvisar till en adress som inte går att följa.")
        return rest + (f"?{parts.query}" if parts.query else "")

    def _read(self, body: bytes, shape: type[T]) -> T:
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            raise FetchError(
                f"{self.name} svarade med något som inte är JSON. Svaret kan vara avklippt."
            ) from None
        try:
            return shape.model_validate(content)
        except ValidationError as error:
            place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "svaret"
            raise FetchError(
                f"{self.name} svarade i en annan form än väntat (vid {place}). "
                "Tjänsten kan ha ändrats."
            ) from None

    def body_of(self, method: str, path: str, query: Query | None, body: Any) -> bytes:
        """What the service answers, after waiting out faults that pass.

        The one place where anything is sent: a client of recorded answers replaces it.

        Raises:
            FetchError: when there is no good answer.
        """
        for attempt in Retrying(
            retry=retry_if_exception_type(_Passing),
            stop=stop_after_attempt(ATTEMPTS),
            wait=_wait,
            sleep=self._wait_visibly,
            reraise=True,
        ):
            with attempt:
                self._beat()
                return self._once(method, path, query, body)
        raise AssertionError  # pragma: no cover  # the last attempt raises

    def _wait_visibly(self, seconds: float) -> None:
        self._beat()
        sleep(seconds)

    def _once(self, method: str, path: str, query: Query | None, body: Any) -> bytes:
        address = httpx.URL(self.base_url + path)
        if query:
            address = address.copy_merge_params(query)
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                with self._http.stream(method, address, json=body) as response:
                    if response.is_redirect:
                        address = self._same_host(address, response)
                        continue
                    self._check_status(response)
                    self._check_type(response)
                    return self._body(response)
            except httpx.TimeoutException:
                raise _Passing(f"{self.name} svarade inte i tid. Försök igen senare.") from None
            except (httpx.RemoteProtocolError, httpx.ReadError):
                raise _Passing(
                    f"Svaret från {self.name} bröts innan det var färdigt. Försök igen senare."
                ) from None
            except httpx.ConnectError:
                raise _Passing(
                    f"{self.name} går inte att nå på {self._shown_host()}. "
                    "Kontrollera adressen och nätet."
                ) from None
            except httpx.HTTPError as error:
                raise FetchError(
                    f"{self.name} gick inte att fråga ({type(error).__name__})."
                ) from None
        raise FetchError(f"{self.name} hänvisar runt i en ring.")

    def _shown_host(self) -> str:
        scheme, host, port = self._origin
        return f"{scheme}://{host}" + (f":{port}" if port else "")

    def _same_host(self, asked: httpx.URL, response: httpx.Response) -> httpx.URL:
        target = asked.join(response.headers.get("location", ""))
        if (target.scheme, target.host, target.port) != (asked.scheme, asked.host, asked.port):
            raise FetchError(
                f"{self.name} hänvisar till en annan server ({target.host}). Det följs inte. "
                "Ändra adressen om tjänsten har flyttat."
            )
        return target

    def _check_status(self, response: httpx.Response) -> None:
        status = response.status_code
        if status == 429:
            pause = _retry_after(response)
            sentence = f"{self.name} tar inte emot fler frågor just nu (429). Försök igen senare."
            if pause is not None and pause > LONGEST_PAUSE:
                raise FetchError(sentence)
            raise _Passing(sentence, pause)
        if status in _PASSING:
            pause = _retry_after(response)
            if pause is not None and pause > LONGEST_PAUSE:
                pause = None
            raise _Passing(f"{self.name} svarar med fel ({status}). Försök igen senare.", pause)
        if status in (401, 403):
            raise Denied(
                f"{self.name} släpper inte in oss ({status}). Kontrollera nyckeln i miljön."
            )
        if status == 404:
            raise NotThere(f"{self.name} har inget på den adress som frågades efter (404).")
        if status == 400:
            raise Refused(f"{self.name} godtog inte frågan (400). {self._said(response)}".strip())
        if status != 200:
            raise FetchError(f"{self.name} svarade oväntat ({status}).")

    def _said(self, response: httpx.Response) -> str:
        """What the service itself says is wrong, in either of the forms that are met."""
        try:
            said = json.loads(self._body(response))
        except (ValueError, FetchError):
            return ""
        if not isinstance(said, dict):
            return ""
        text = said.get("message") or said.get("detail") or said.get("title") or ""
        return f"Tjänsten säger: {text[:200]}" if isinstance(text, str) and text else ""

    def _check_type(self, response: httpx.Response) -> None:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json" and not kind.endswith("+json"):
            raise FetchError(
                f"{self.name} svarade med {kind or 'okänt innehåll'} i stället för JSON. "
                "Kontrollera adressen."
            )

    def _body(self, response: httpx.Response) -> bytes:
        limit, ends = settings.FETCH_LARGEST, monotonic() + settings.FETCH_LONGEST
        parts, size = [], 0
        for part in response.iter_bytes():
            size += len(part)
            if size > limit:
                raise FetchError(
                    f"Svaret från {self.name} är större än {limit // 1_000_000} MB och läses inte."
                )
            # A drop now and then keeps a connection alive for ever.
            if monotonic() > ends:
                raise _Passing(f"{self.name} svarade för långsamt. Försök igen senare.")
            parts.append(part)
        return b"".join(parts)


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, _Passing) and error.pause is not None:
        return error.pause
    return _PAUSES[min(state.attempt_number, len(_PAUSES)) - 1]


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds to wait, from a number or a date; None when nothing sensible is said."""
    text = response.headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(tz=UTC)).total_seconds())
