"""What the pages about regions tell: `overview` of all, `page` of one, `parts` of it; `answers` in which form."""
