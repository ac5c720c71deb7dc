"""One cell at a time: text to dates, numbers and words, and the sentence that says what to mend."""
