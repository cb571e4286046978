"""A model server with fixed answers, and a sink for OTLP/HTTP that keeps request bodies as they come.

The stub speaks the OpenAI wire format: /v1/chat/completions (plain, streamed, tool calls) and /v1/embeddings.
The sink answers every POST to /v1/traces and /v1/logs with success and keeps the body.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL = "stub-chat-2026-01-15"
ANSWERS = [  # first match in the last user message wins
    ("relevance", "Doc: 2, Relevance: 9\nDoc: 1, Relevance: 4"),
    ("standalone question", "How long is the warranty of the coffee machine?"),
    ("warranty", "The warranty lasts 24 months. It does not cover scale."),
    ("descale", "Descale it every 200 cups, with 30 ml of citric acid per litre of water."),
    ("grinder", "Start at step five of nine."),
]
TOOL_ARGUMENTS = {
    "machine_status": {"serial": "KM-4711"},
    "search_manual": {"query": "How do I descale the machine?"},
}
WORDS = ["descale", "warranty", "grinder"]


def embed(text):
    """Four dimensions: how often each word is there, and a constant."""
    return [float(text.lower().count(word)) for word in WORDS] + [0.5]


def text_of(content):
    if isinstance(content, str):
        return content
    return " ".join(part.get("text", "") for part in content or [])


def answer(request):
    """The message and the reason to stop."""
    messages = request["messages"]
    tools = [t["function"]["name"] for t in request.get("tools") or []]
    if tools and messages[-1]["role"] == "user":
        call = {
            "id": "call_1",
            "type": "function",
            "function": {"name": tools[0], "arguments": json.dumps(TOOL_ARGUMENTS.get(tools[0], {}))},
        }
        return {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"
    if messages[-1]["role"] == "tool" and "citric" in text_of(messages[-1]["content"]):
        return {"role": "assistant", "content": ANSWERS[3][1]}, "stop"
    if messages[-1]["role"] == "tool":
        found = text_of(messages[-1]["content"])
        return {"role": "assistant", "content": f"The machine reports: {found}"}, "stop"
    asked = text_of(messages[-1]["content"]).lower()
    if "relevance" not in asked and "standalone question" not in asked:
        asked = asked.rsplit("question:", 1)[-1]
    for word, text in ANSWERS:
        if word in asked:
            return {"role": "assistant", "content": text}, "stop"
    return {"role": "assistant", "content": "I do not know."}, "stop"


def usage(request, message):
    read = sum(len(text_of(m.get("content")).split()) for m in request["messages"])
    wrote = len((message["content"] or json.dumps(message.get("tool_calls"))).split())
    return {
        "prompt_tokens": read,
        "completion_tokens": wrote,
        "total_tokens": read + wrote,
        "prompt_tokens_details": {"cached_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }


def head(kind):
    return {"id": "chatcmpl-stub-1", "object": kind, "created": 1768435200, "model": MODEL}


def chunks(request):
    message, reason = answer(request)
    first = {"role": "assistant", "content": ""}
    if message.get("tool_calls"):
        first["tool_calls"] = [{"index": i, **c} for i, c in enumerate(message["tool_calls"])]
    deltas = [first] + [{"content": word + " "} for word in (message["content"] or "").split(" ")]
    if message["content"]:
        deltas[-1]["content"] = deltas[-1]["content"].rstrip()
    for delta in deltas:
        yield {**head("chat.completion.chunk"), "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
    yield {**head("chat.completion.chunk"), "choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}
    yield {**head("chat.completion.chunk"), "choices": [], "usage": usage(request, message)}


def completion(request):
    message, reason = answer(request)
    choice = {"index": 0, "message": message, "finish_reason": reason}
    return {**head("chat.completion"), "choices": [choice], "usage": usage(request, message)}


def embeddings(request):
    texts = request["input"] if isinstance(request["input"], list) else [request["input"]]
    data = [{"object": "embedding", "index": i, "embedding": embed(t)} for i, t in enumerate(texts)]
    read = sum(len(t.split()) for t in texts)
    return {
        "object": "list",
        "model": request["model"],
        "data": data,
        "usage": {"prompt_tokens": read, "total_tokens": read},
    }


class Server:
    """Stub and sink on one loopback port. bodies: path, content type and bytes of each export, in order."""

    def __init__(self, port):
        self.bodies = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.body()
                if self.path in ("/v1/traces", "/v1/logs", "/v1/metrics"):
                    kind = self.headers["Content-Type"]
                    outer.bodies.append((self.path, kind, body))
                    return self.reply(b"{}" if "json" in kind else b"", kind)
                request = json.loads(body)
                if self.path == "/v1/embeddings":
                    return self.reply(json.dumps(embeddings(request)).encode())
                if request.get("stream"):
                    lines = [f"data: {json.dumps(c)}\n\n" for c in chunks(request)]
                    return self.reply("".join([*lines, "data: [DONE]\n\n"]).encode(), "text/event-stream")
                return self.reply(json.dumps(completion(request)).encode())

            def body(self):
                if self.headers.get("Transfer-Encoding") != "chunked":
                    return self.rfile.read(int(self.headers["Content-Length"]))
                parts = []
                while size := int(self.rfile.readline(), 16):
                    parts.append(self.rfile.read(size))
                    self.rfile.readline()
                self.rfile.readline()
                return b"".join(parts)

            def reply(self, body, kind="application/json"):
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def stop(self):
        self.http.shutdown()
        self.http.server_close()
