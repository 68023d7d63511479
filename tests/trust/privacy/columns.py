"""What each column of the house holds that could tell of a person: a column without an entry fails the build (S3, S27).

``sealed``: readable only with a key, and bound to its row. ``look-up``: a keyed hash, which finds and does not tell.
``digest``: a hash or a chain's link. ``code``: a word of the house, a number, a date, a state. ``public``: names and
office phones of public servants, places, what the county publishes. ``staff``: what an officer writes in office, or
a setting; ``mask_numbers`` has gone over it where it may quote a person. ``network``: an address of the network, read
by the audit and the rules against fraud, and shown to nobody else. ``before``: words from before they were sealed.
"""

COLUMNS = """
agents.AccessToken       token_hash digest
agents.Agent             name public, post code, office_phone public
agents.AuditEntry        deed code, who code, address network, about code, about_id code, about_name staff
agents.AuditEntry        reason staff, before staff, after staff, digest digest
agents.BankAccount       bank code, holder sealed, number sealed, number_index look-up
agents.Bureau            name public
agents.Consent           version code
agents.County            code public, name public, number_prefix public, time_zone code, boundary public
agents.Endpoint          kind code, value sealed, value_index look-up, label own, ending code
agents.Grid              code public, name public, boundary public
agents.Officer           name public, role code
agents.OfficerSession    session_key secret
agents.Policy            telling_plans code, broadening_sms code
agents.RecoveryCode      code_hash digest
agents.RetentionTurn     waiting code, erased code
agents.RosterImport      file_name staff, content sealed
agents.SecondStep        secret sealed
agents.SignInCode        phone_index look-up, asked_by secret, code_hash digest, address network
agents.SignInFailure     username_index look-up, address network
agents.Township          code public, name public, short_name public
agents.UsedPassword      hash digest
agents.User              password digest, name sealed, phone sealed, phone_index look-up, username staff
agents.User              language code
agents.Village           code public, name public, short_name public
announcements.Announcement title public, body public, title_en public, body_en public
catalogue.Alias          text public
catalogue.CatalogueItem  code public, name public, category public, level public, materials public
catalogue.CatalogueItem  statutory_law public, note public, provenance public
followups.FollowUp       reason code
followups.FollowUpCall   outcome code, words sealed
orders.Assignment        basis code, ending code, reason sealed
orders.Order             number code, body_hash digest, state code, channel code, applicant_name sealed
orders.Order             applicant_phone sealed, applicant_phone_index look-up, care_marks code, preferred_time sealed
orders.Order             wish sealed, grid_basis code, address sealed, point sealed, broaden_reason code
orders.Order             declined_agent_ids code, result sealed
orders.OrderEvent        kind code, state code, address network, plain_words before, sealed_words sealed
orders.OrderEvent        words_proof digest, facts code, digest digest
orders.OrderLink         purpose code, token_hash digest, phone_index look-up
orders.Rating            grade code, words sealed, source code, address network
orders.RefusedClaim      code code, digest digest
orders.Reveal            fields code, why code, address network
photos.Photo             sent_hash digest, name code
photos.WaitingPhoto      sent_hash digest, name code
points.Appeal            plain_words before, sealed_words sealed, words_proof digest, digest digest
points.AppealRuling      words staff, digest digest, verdict code
points.BankResult        name staff, sha256 digest
points.BankResultLine    outcome code, reference code, reason staff, digest digest
points.BudgetLine        basis staff, digest digest
points.Export            what code, quarter code, reason staff, sha256 digest, digest digest
points.Hold              rule code, covers code, facts code, words staff, digest digest
points.HoldAnswer        plain_words before, sealed_words sealed, words_proof digest, digest digest
points.HoldRuling        words staff, digest digest, verdict code
points.PointsEntry       key code, kind code, month code, quarter code, digest digest
points.PointsRule        reason staff, digest digest
points.PointsRuleWithdrawal reason staff, digest digest
points.Settlement        quarter code, state code, ledger_digest digest, lines_digest digest
points.SettlementEvent   kind code, state code, words staff, facts code, digest digest
points.SettlementLine    name public, post code, township public, village public, entries_digest digest
points.SettlementLine    digest digest
points.Subsidy           kind code, month code, reason staff, digest digest
points.SubsidyBudget     kind code, basis staff
portraits.Portrait       name code
realtime.CallbackNonce   channel code, nonce code
realtime.Delivery        address sealed, secret sealed, channel code, state code, last_error code
realtime.EvidenceSeal    deliveries code, digests digest, digest digest
realtime.Heartbeat       name code
realtime.InboxEntry      kind code, name sealed, phone sealed, phone_index look-up, text sealed, link code
realtime.Message         key look-up, kind code, facts code
realtime.Receipt         channel code, reference code, state code, reason code
realtime.Reply           reference code, phone_index look-up, text sealed, verb code, outcome code
realtime.ReplyCode       code code
realtime.Resending       error code
realtime.SmsMonth        month code
realtime.SmsStart        phone_index look-up
realtime.TextTemplate    kind code, language code, words public, codes code
sessions.Session         session_key secret, session_data signed
"""
KINDS = frozenset(
    {
        *("sealed", "look-up", "digest", "code", "public", "staff", "network", "before"),
        # A label that its owner chose; what only works with another half (a session, a code); a session's own data.
        *("own", "secret", "signed"),
    }
)


def read() -> dict[str, str]:
    """``orders.Order.wish`` → ``sealed``."""
    found = {}
    for line in COLUMNS.strip().splitlines():
        model, _space, columns = line.partition(" ")
        for each in columns.split(","):
            name, kind = each.split()
            found[f"{model}.{name}"] = kind
    return found
