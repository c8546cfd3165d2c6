"""Trains the pipeline of `auditor/nlp/fr`, seeded, on public lists and made-up sentences.

    python -m training.train --names DIR --corpora DIR --out auditor/nlp/fr

Needs no pretrained weights and no network. Prints precision, recall and the share of person-free
sentences that were alarmed, on names that no training sentence holds.
"""

import argparse
import random
import sys
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.training import Example as Gold
from spacy.util import compile_prefix_regex, filter_spans, minibatch
from thinc.api import fix_random_seed

from training import people, press
from training.examples import Example, Maker

SEED = 2024
SYNTHETIC, PRESS, FRAGMENTS = 14_000, 6_000, 10_000
EPOCHS = 8
LABEL = "PERSON"
_ELISIONS = tuple(
    f"(?:{word})['’]" for word in ("[cdjlmnstCDJLMNST]", "[Qq]u", "[Jj]usqu", "[Ll]orsqu")
)
_MODEL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 48,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 64,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [3000, 1000, 1500, 1000],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 64,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    },
}


def blank() -> Language:
    """A pipeline with our tokenizer: that of no language, which splits French elisions.

    spaCy's French tokenizer takes two seconds to build its exceptions and splits no better here.
    """
    nlp = spacy.blank("xx")
    prefixes = compile_prefix_regex([*_ELISIONS, *(nlp.Defaults.prefixes or ())])
    nlp.tokenizer.prefix_search = prefixes.search  # type: ignore[union-attr]
    nlp.add_pipe("ner", config={"model": _MODEL})
    nlp.get_pipe("ner").add_label(LABEL)  # type: ignore[attr-defined]
    return nlp


def gold(nlp: Language, example: Example) -> Gold:
    """The example as spaCy trains on it."""
    doc = nlp.make_doc(example.text)
    spans = [
        doc.char_span(start, end, LABEL, alignment_mode="expand") for start, end in example.people
    ]
    doc.ents = filter_spans([span for span in spans if span is not None])
    return Gold(nlp.make_doc(example.text), doc)


def train(nlp: Language, examples: list[Example]) -> None:
    """Fit the pipeline."""
    golds = [gold(nlp, example) for example in examples]
    optimizer = nlp.initialize(lambda: golds[:200])
    rng = random.Random(SEED)
    for epoch in range(EPOCHS):
        rng.shuffle(golds)
        losses: dict[str, float] = {}
        for batch in minibatch(golds, 64):  # type: ignore[no-untyped-call]
            nlp.update(batch, sgd=optimizer, drop=0.25, losses=losses)
        print(f"epoch {epoch + 1}: loss {losses['ner']:.0f}", flush=True)


def judge(nlp: Language, examples: list[Example]) -> str:
    """Precision and recall over overlapping stretches, and alarms on sentences without people."""
    right = missed = wrong = alarmed = free = 0
    for example, doc in zip(examples, nlp.pipe(e.text for e in examples), strict=True):
        found = [(e.start_char, e.end_char) for e in doc.ents]
        hit = sum(any(s < b and a < e for a, b in found) for s, e in example.people)
        right += hit
        missed += len(example.people) - hit
        wrong += sum(not any(s < b and a < e for s, e in example.people) for a, b in found)
        if not example.people:
            free += 1
            alarmed += bool(found)
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    return (
        f"precision {precision:.3f}, recall {recall:.3f}, "
        f"alarmed {alarmed} of {free} sentences without people"
    )


def main() -> int:
    """Train, judge, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    fix_random_seed(SEED)
    np.random.seed(SEED)  # noqa: NPY002 - the generator that thinc draws from
    known, unseen = people.split(people.load(asked.names), SEED)
    rng = random.Random(SEED)
    newspapers = list(press.sentences(asked.corpora))
    rng.shuffle(newspapers)
    examples = [
        *Maker(known, SEED).make(SYNTHETIC, with_people=0.45),
        *newspapers[:PRESS],
        *press.fragments(asked.corpora, FRAGMENTS, SEED),
    ]
    nlp = blank()
    train(nlp, examples)
    print("unseen names:", judge(nlp, list(Maker(unseen, SEED + 1).make(3_000))))
    nlp.meta.update(name="comments", version="1.0.0", description="Persons in comment fields")
    # The strings that training met are names: the pipeline works without them.
    nlp.to_disk(asked.out, exclude=["vocab"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
