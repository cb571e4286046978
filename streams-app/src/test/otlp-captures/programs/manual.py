"""The texts that all programs search and ask for."""

DOCUMENTS = [
    ("manual-12", "Descale the machine every 200 cups. To descale, use 30 ml of citric acid per litre of water."),
    ("manual-7", "The warranty lasts 24 months. The warranty does not cover scale."),
    ("faq-3", "The grinder has nine steps. Start the grinder at step five for espresso."),
]
QUESTION = "How do I descale the machine?"
SYSTEM = "You answer questions about a coffee machine."
