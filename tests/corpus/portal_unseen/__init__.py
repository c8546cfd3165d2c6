"""Three captures of two portals written from the issue alone, with the answers expected of them."""
