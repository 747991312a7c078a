"""契約の終わり: everything goes to the city in open formats, with a list, sealed by a key that the city gets; then it
is erased here, with the certificate."""
