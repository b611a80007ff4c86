"""Writers of RDF that the formats of this stage share. They import Oxigraph, so formats import them when they write."""
