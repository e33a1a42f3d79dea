# expect: OLE
# tries: writes without end

yes many words
