DROP TABLE ps; -- => drop ps. (down)
