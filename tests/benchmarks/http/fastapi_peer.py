"""The same route in FastAPI, with its own validation and CORS, and pure ASGI middleware (its fastest kind) for the rest."""

import json
import os
import sys
import time
import uuid
from typing import List

import jwt
import pydantic
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from fastapi import Depends, FastAPI, Header, HTTPException, Path
from pydantic import BaseModel, conint, conlist, constr
from prometheus_client import Histogram
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware

KEY = load_pem_public_key(os.environ["PUBLIC_KEY"].encode())
ISSUER = os.environ["ISSUER"]
AUDIENCE = os.environ["AUDIENCE"]
LIMIT = 1_000_000_000
DURATION = Histogram("http_request_duration_seconds", "Duration.", ["method", "route", "status"])
SECURITY = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "x-download-options": "noopen",
    "x-frame-options": "SAMEORIGIN",
    "x-permitted-cross-domain-policies": "none",
    "x-xss-protection": "0",
}

V2 = pydantic.VERSION.startswith("2")
PATTERN = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
Email = constr(pattern=PATTERN) if V2 else constr(regex=PATTERN)
Tags = conlist(constr(max_length=20), max_length=10) if V2 else conlist(constr(max_length=20), max_items=10)


class Item(BaseModel):
    name: constr(min_length=1, max_length=100)
    qty: conint(ge=1, le=1000)
    tags: Tags
    email: Email


class StoredItem(Item):
    id: str
    total: int
    slug: str


class Answer(BaseModel):
    ok: bool
    user: str
    item: StoredItem
    links: List[str]


class Observe:
    """Request id, security headers, access log as JSON lines, and the histogram of durations."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        start = time.perf_counter()
        given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
        request_id = given or str(uuid.uuid4())
        status = 500

        async def sending(message):
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = request_id
                for name, value in SECURITY.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, sending)
        seconds = time.perf_counter() - start
        route = getattr(scope.get("route"), "path", "unknown")
        DURATION.labels(scope["method"], route, str(status)).observe(seconds)
        line = {"id": request_id, "method": scope["method"], "path": scope["path"], "status": status, "ms": round(seconds * 1000)}
        sys.stdout.write(json.dumps(line) + "\n")


class RateLimit:
    """A fixed window of a minute for each address, in memory."""

    def __init__(self, app):
        self.app = app
        self.windows = {}

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            client = scope["client"][0]
            now = time.monotonic()
            start, count = self.windows.get(client, (now, 0))
            if now - start >= 60:
                start, count = now, 0
            self.windows[client] = (start, count + 1)
            if count + 1 > LIMIT:
                await send({"type": "http.response.start", "status": 429, "headers": []})
                return await send({"type": "http.response.body", "body": b""})
        await self.app(scope, receive, send)


app = FastAPI()
app.add_middleware(RateLimit)
app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example"])
app.add_middleware(Observe)


async def user(authorization: str = Header("")):
    try:
        return jwt.decode(authorization[7:], KEY, algorithms=["ES256"], issuer=ISSUER, audience=AUDIENCE)["iss"]
    except jwt.PyJWTError:
        raise HTTPException(401)


@app.get("/health")
async def health():
    return {"status": "live"}


@app.post("/api/v1/items/{id}", response_model=Answer)
async def items(body: Item, id: str = Path(min_length=1, max_length=40), caller: str = Depends(user)):
    fields = body.model_dump() if V2 else body.dict()
    return {
        "ok": True,
        "user": caller,
        "item": {**fields, "id": id, "total": body.qty * 3, "slug": body.name.lower()},
        "links": ["a", "b", "c"],
    }
