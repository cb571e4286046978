"""OpenInference, OpenAI SDK: an application that makes its own AGENT, RETRIEVER and TOOL spans around the calls."""

import json

import tracing
from manual import DOCUMENTS, SYSTEM
from openinference.instrumentation import OITracer, TraceConfig, using_session
from openinference.instrumentation.openai import OpenAIInstrumentor
from openinference.semconv.trace import DocumentAttributes as D
from openinference.semconv.trace import SpanAttributes as S

provider = tracing.provider("coffee-openai-app")
OpenAIInstrumentor().instrument(tracer_provider=provider)
tracer = OITracer(provider.get_tracer("coffee"), config=TraceConfig())

from openai import OpenAI

client = OpenAI()
TOOL = {
    "type": "function",
    "function": {
        "name": "machine_status",
        "description": "Read the status of a coffee machine.",
        "parameters": {"type": "object", "properties": {"serial": {"type": "string"}}, "required": ["serial"]},
    },
}


@tracer.tool
def machine_status(serial: str) -> str:
    """Read the status of a coffee machine."""
    return f"{serial}: 212 cups since the last descaling"


def search(query):
    with tracer.start_as_current_span("search", openinference_span_kind="retriever") as span:
        span.set_input(query)
        for i, (id, text) in enumerate(DOCUMENTS[:2]):
            span.set_attribute(f"{S.RETRIEVAL_DOCUMENTS}.{i}.{D.DOCUMENT_ID}", id)
            span.set_attribute(f"{S.RETRIEVAL_DOCUMENTS}.{i}.{D.DOCUMENT_CONTENT}", text)
            span.set_attribute(f"{S.RETRIEVAL_DOCUMENTS}.{i}.{D.DOCUMENT_SCORE}", 0.9 - i / 4)
        return "\n\n".join(text for _, text in DOCUMENTS[:2])


def ask(messages):
    return client.chat.completions.create(model="stub-chat", messages=messages, tools=[TOOL]).choices[0].message


@tracer.agent
def answer(question: str) -> str:
    messages = [
        {"role": "system", "content": SYSTEM + "\n" + search(question)},
        {"role": "user", "content": question},
    ]
    first = ask(messages)
    call = first.tool_calls[0]
    status = machine_status(**json.loads(call.function.arguments))
    messages += [
        {"role": "assistant", "tool_calls": [call.model_dump()]},
        {"role": "tool", "tool_call_id": call.id, "content": status},
    ]
    return ask(messages).content


with using_session("conversation-21"):
    print(answer("Must I descale machine KM-4711?"))
