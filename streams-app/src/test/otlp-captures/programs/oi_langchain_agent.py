"""OpenInference, LangChain: an agent that calls one tool, after an earlier turn of the same conversation."""

import tracing
from manual import SYSTEM
from openinference.instrumentation import using_session
from openinference.instrumentation.langchain import LangChainInstrumentor

LangChainInstrumentor().instrument(tracer_provider=tracing.every_span_alone("coffee-agent"))

from langchain.agents import create_agent
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI


@tool
def machine_status(serial: str) -> str:
    """Read the status of a coffee machine."""
    return f"{serial}: 212 cups since the last descaling"


agent = create_agent(ChatOpenAI(model="stub-chat"), tools=[machine_status], system_prompt=SYSTEM)
messages = [
    {"role": "user", "content": "How long is the warranty?"},
    {"role": "assistant", "content": "The warranty lasts 24 months. It does not cover scale."},
    {"role": "user", "content": "And how is machine KM-4711 doing?"},
]
with using_session("conversation-18"):
    print(agent.invoke({"messages": messages})["messages"][-1].content)
