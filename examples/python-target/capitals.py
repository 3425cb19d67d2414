"""A small assistant as a target: answers questions about capitals from a table, and names its source.

    python3 capitals.py          (the version in use)
    python3 capitals.py --fuzzy  (a change: also finds countries that are misspelt)
"""

import difflib
import re
import sys

from assay_target import serve

CAPITALS = {
    "austria": "Vienna",
    "denmark": "Copenhagen",
    "france": "Paris",
    "iceland": "Reykjavik",
    "italy": "Rome",
    "japan": "Tokyo",
    "kenya": "Nairobi",
    "norway": "Oslo",
    "portugal": "Lisbon",
    "spain": "Madrid",
}

IS_FUZZY = "--fuzzy" in sys.argv[1:]


def country_in(question):
    words = re.findall(r"[a-z]+", question.lower())
    for word in words:
        if word in CAPITALS:
            return word
        if IS_FUZZY:
            close = difflib.get_close_matches(word, CAPITALS, n=1, cutoff=0.75)
            if close:
                return close[0]
    return None


def answer(request):
    country = country_in(request["input"]["question"])
    if country is None:
        return {"output": "I do not know.", "contexts": [], "citations": []}
    passage = "The capital of " + country.title() + " is " + CAPITALS[country] + "."
    return {
        "output": CAPITALS[country],
        "contexts": [{"id": country, "text": passage}],
        "citations": [country],
    }


if __name__ == "__main__":
    serve(answer)
