"""Rewrite the made parts of the documents: `./dev docs`."""

from tests.docs.generate import documents, renewed


def main() -> None:
    """Renew every document in place."""
    for file in documents():
        file.write_text(renewed(file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
