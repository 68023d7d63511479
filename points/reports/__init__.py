"""奖励报表: what the bureau exports, signs and pays from (LS-16). Official forms: their words are Chinese."""
