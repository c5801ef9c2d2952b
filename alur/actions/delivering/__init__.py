"""How notices leave Alur: written with the act, planned into the receiver's hours, sent, tried again, given up."""
