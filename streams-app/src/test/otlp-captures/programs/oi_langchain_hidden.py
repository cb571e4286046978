"""OpenInference, LangChain: the chain of oi_langchain_rag. OPENINFERENCE_HIDE_* of the environment redacts."""

import runpy

runpy.run_path("oi_langchain_rag.py")
