"""OpenInference, LangChain: a chain that retrieves, then asks; the turn carries a session and a user."""

import tracing
from manual import DOCUMENTS, QUESTION
from openinference.instrumentation import using_attributes
from openinference.instrumentation.langchain import LangChainInstrumentor

LangChainInstrumentor().instrument(tracer_provider=tracing.provider("coffee-langchain"))

from langchain_core.documents import Document
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

store = InMemoryVectorStore(OpenAIEmbeddings(model="stub-embed", check_embedding_ctx_length=False))
store.add_documents([
    Document(id=id, page_content=text, metadata={"source": id, "title": "Manual"}) for id, text in DOCUMENTS
])
prompt = ChatPromptTemplate.from_messages([
    ("system", "Answer from this text only:\n{context}"),
    ("human", "{question}"),
])


def joined(documents):
    return "\n\n".join(d.page_content for d in documents)


retriever = store.as_retriever(search_kwargs={"k": 2})
chain = (
    {"context": retriever | joined, "question": RunnablePassthrough()}
    | prompt
    | ChatOpenAI(model="stub-chat", temperature=0.2)
    | StrOutputParser()
)

with using_attributes(session_id="conversation-17", user_id="user-5", metadata={"region": "eu"}, tags=["beta"]):
    print(chain.invoke(QUESTION))
