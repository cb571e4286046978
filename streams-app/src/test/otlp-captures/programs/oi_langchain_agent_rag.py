"""OpenInference, LangChain: an agent whose tool retrieves."""

import tracing
from manual import DOCUMENTS, QUESTION, SYSTEM
from openinference.instrumentation.langchain import LangChainInstrumentor

LangChainInstrumentor().instrument(tracer_provider=tracing.provider("coffee-agent-rag"))

from langchain.agents import create_agent
from langchain_core.documents import Document
from langchain_core.tools import tool
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

store = InMemoryVectorStore(OpenAIEmbeddings(model="stub-embed", check_embedding_ctx_length=False))
store.add_documents([Document(id=id, page_content=text) for id, text in DOCUMENTS])
retriever = store.as_retriever(search_kwargs={"k": 2})


@tool(response_format="content_and_artifact")
def search_manual(query: str):
    """Search the manual of the coffee machine."""
    found = retriever.invoke(query)
    return "\n\n".join(d.page_content for d in found), found


agent = create_agent(ChatOpenAI(model="stub-chat"), tools=[search_manual], system_prompt=SYSTEM)
print(agent.invoke({"messages": [{"role": "user", "content": QUESTION}]})["messages"][-1].content)
