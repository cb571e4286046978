"""Runs each program against the stub and keeps the exported bytes as one capture.

Called by make-captures with the folder of the virtual environments. See README.md.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from stub import Server

HERE = Path(__file__).parent
OUT = HERE.parent / "resources" / "otlp" / "captures"
PORT = 18471
CONTENT = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
OPT_IN = "OTEL_SEMCONV_STABILITY_OPT_IN"
HIDDEN = {"OPENINFERENCE_HIDE_INPUTS": "true", "OPENINFERENCE_HIDE_OUTPUTS": "true"}
LATEST = {OPT_IN: "gen_ai_latest_experimental", CONTENT: "span_only"}

# capture: (environment's folder, program, variables that the user of the instrumentation sets)
CAPTURES = {
    "openinference-langchain-rag": ("openinference", "oi_langchain_rag.py", {}),
    "openinference-langchain-agent": ("openinference", "oi_langchain_agent.py", {}),
    "openinference-langchain-agent-rag": ("openinference", "oi_langchain_agent_rag.py", {}),
    "openinference-langchain-hidden": ("openinference", "oi_langchain_hidden.py", HIDDEN),
    "openinference-llamaindex-query": ("openinference", "oi_llamaindex_query.py", {}),
    "openinference-llamaindex-rerank": ("openinference", "oi_llamaindex_rerank.py", {}),
    "openinference-llamaindex-chat": ("openinference", "oi_llamaindex_chat.py", {}),
    "openinference-openai-chat": ("openinference", "oi_openai_chat.py", {}),
    "openinference-openai-stream": ("openinference", "oi_openai_stream.py", {}),
    "openinference-openai-app": ("openinference", "oi_openai_app.py", {}),
    "openinference-openai-app-hidden": ("openinference", "oi_openai_app.py", HIDDEN),
    "genai-openai-tools": ("genai", "genai_openai_tools.py", LATEST),
    "genai-openai-v2-latest": ("genai-v2", "genai_openai_v2.py", LATEST),
    "genai-openai-v2-default": ("genai-v2", "genai_openai_v2.py", {CONTENT: "true"}),
    "openllmetry-openai": ("genai", "traceloop_openai.py", {}),
    "openllmetry-openai-older": ("openllmetry-older", "traceloop_openai.py", {}),
    "openllmetry-langchain-older": ("openllmetry-older", "traceloop_langchain.py", {}),
    "openllmetry-langchain": ("genai", "traceloop_langchain.py", {}),
    "openinference-js-openai": ("js", "oi_openai.mjs", {}),
    "vercel-ai-sdk": ("js", "vercel_ai.mjs", {}),
}


def command(environments, kind, program):
    if kind == "js":  # Node looks for packages beside the program
        for file in (HERE / "programs").glob("*.mjs"):
            shutil.copy(file, environments / "js")
        return ["node", str(environments / "js" / program)]
    return [str(environments / kind / "bin" / "python"), program]


def capture(environments, name):
    kind, program, variables = CAPTURES[name]
    base = f"http://127.0.0.1:{PORT}"
    told = {
        "PATH": os.environ["PATH"],
        "HOME": str(environments),
        "OPENAI_BASE_URL": base + "/v1",
        "OPENAI_API_KEY": "none",
        "OTEL_EXPORTER_OTLP_ENDPOINT": base,
        "OTEL_BSP_SCHEDULE_DELAY": "60000",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANGSMITH_TRACING": "false",
        "TRACELOOP_TELEMETRY": "false",
    }
    server = Server(PORT)
    try:
        subprocess.run(
            command(environments, kind, program), cwd=HERE / "programs", env=told | variables, check=True, timeout=120
        )
    finally:
        server.stop()
    for old in [*OUT.glob(f"{name}.binpb"), *OUT.glob(f"{name}.json"), *OUT.glob(f"{name}-[0-9].binpb")]:
        old.unlink()
    traces = [(kind, body) for path, kind, body in server.bodies if path == "/v1/traces"]
    for i, (kind, body) in enumerate(traces):
        part = f"-{i + 1}" if len(traces) > 1 else ""
        file = OUT / f"{name}{part}.{'json' if 'json' in kind else 'binpb'}"
        file.write_bytes(body)
        print(f"{file.name}: {len(body)} bytes")


def main():
    environments = Path(sys.argv[1]).resolve()
    OUT.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or CAPTURES:
        capture(environments, name)


main()
