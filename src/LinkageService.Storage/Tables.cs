namespace LinkageService.Storage;

/// <summary>Every table whose rows are written by <see cref="WriteSession"/>.</summary>
public static class Tables
{
#pragma warning disable CS1591 // the columns are described where they are made: Migrations/*.sql
    public static Table Organization { get; } = new("organization", 1,
        "id", "name", "legal_form", "parent", "region", "notice_days", "revision", "facts_known_at", "created_at");

    public static Table HouseholdFact { get; } = new("household_fact", 4,
        "organization_id", "household_id", "valid_from", "known_at", "present", "data", "actor", "change_id");

    public static Table HouseholdLookup { get; } = new("household_lookup", 3, "organization_id", "hash", "household_id");

    public static Table HouseholdSpelling { get; } = new("household_spelling", 2, "organization_id", "id", "household_id");

    public static Table RosterHeading { get; } = new("roster_heading", 2, "organization_id", "heading", "taken_for");

    public static Table RosterImport { get; } = new("roster_import", 1,
        "id", "organization_id", "kind", "valid_from", "known_at", "file_name", "file_digest", "households", "added", "changed",
        "unchanged", "imported_by", "imported_at", "undone", "kept", "not_possible", "taken_back_by", "taken_back_at");

    public static Table RosterSharing { get; } = new("roster_sharing", 1, "organization_id", "shared");

    public static Table LinkageFact { get; } = new("linkage_fact", 2,
        "id", "known_at", "organization_id", "household_id", "partner", "mode", "terms", "valid_from", "valid_to", "actor", "change_id");

    public static Table OrganizationFact { get; } = new("organization_fact", 4,
        "organization_id", "kind", "valid_from", "known_at", "present", "data", "actor", "change_id");

    public static Table SchemeDocument { get; } = new("scheme_document", 1, "digest", "scheme_id", "version", "document");

    public static Table SchemeVersion { get; } = new("scheme_version", 2, "scheme_id", "version", "digest", "actor", "created_at");

    public static Table Run { get; } = new("run", 1,
        "id", "organization_id", "kind", "corrects", "policy", "year", "record_date", "known_at", "roster", "scheme_id",
        "scheme_version", "scheme_digest", "terms", "result", "digest", "households", "blocks_digest", "state", "revision",
        "maker", "progress", "created_at", "updated_at");

    public static Table RunBlock { get; } = new("run_block", 3, "run_id", "part", "first_household", "households", "payload", "digest");

    public static Table Archive { get; } = new("archive", 1,
        "id", "year", "file_name", "runs", "blocks", "digest", "made_by", "made_at", "put_back_by", "put_back_at");

    public static Table ArchivedRun { get; } = new("archived_run", 1, "run_id", "archive_id");

    public static Table RunBenefit { get; } = new("run_benefit", 2,
        "run_id", "benefit", "households", "amount_fen", "registered_households", "registered_amount_fen");

    public static Table Objection { get; } = new("objection", 1,
        "id", "run_id", "household_id", "content", "raised_by", "raised_at", "resolution", "resolved_by", "resolved_at");

    public static Table RunFile { get; } = new("run_file", 1,
        "id", "run_id", "kind", "name", "media_type", "size", "sha256", "content", "added_by", "added_at", "removed_by", "removed_at");

    public static Table Carry { get; } = new("carry", 3,
        "organization_id", "household_id", "correction_run_id", "year", "amount_fen");

    public static Table Settlement { get; } = new("settlement", 3, "run_id", "household_id", "correction_run_id", "amount_fen");

    public static Table BalanceClosing { get; } = new("balance_closing", 1,
        "id", "organization_id", "household_id", "correction_run_id", "amount_fen", "reason", "closed_by", "closed_at");

    public static Table RunWithholding { get; } = new("run_withholding", 4,
        "run_id", "household_id", "kind", "item", "due_fen", "income_fen", "tax_fen", "withheld_fen");

    public static Table SetOff { get; } = new("set_off", 1,
        "id", "run_id", "household_id", "amount_fen", "reason", "consented_on", "consented_by", "document", "recorded_by",
        "recorded_at", "removed_by", "removed_at");

    public static Table PaymentEnvelope { get; } = new("payment_envelope", 1,
        "run_id", "organization_id", "run_digest", "households", "amount_fen", "prepared_by", "prepared_at", "funds_by", "funds_on",
        "funds_reference", "funds_at", "lines_digest", "revision");

    public static Table PaymentAttempt { get; } = new("payment_attempt", 3,
        "run_id", "household_id", "attempt", "latest", "end_to_end_id", "channel", "state", "amount_fen", "name", "account",
        "account_hint", "bank", "bank_code", "changed_by", "confirmed_by", "sent_on", "settled_on", "was_paid", "reason", "words",
        "collector", "relation", "note", "made_by", "made_at", "updated_by", "updated_at", "digest");

    public static Table PaymentUnmatched { get; } = new("payment_unmatched", 2,
        "run_id", "id", "row_number", "fault", "end_to_end_id", "household_id", "account", "account_hint", "name", "amount_fen",
        "outcome", "reason", "words", "result_on", "noted_by", "noted_at", "digest");

    public static Table PaymentTemplate { get; } = new("payment_template", 2,
        "organization_id", "name", "content", "updated_by", "updated_at");

    public static Table PaymentFile { get; } = new("payment_file", 2,
        "run_id", "message_id", "name", "payments", "amount_fen", "payment_ids", "made_by", "made_at");

    public static Table Idempotency { get; } = new("idempotency", 2,
        "scope", "idempotency_key", "request_digest", "run_id", "created_at");

    public static Table Audit { get; } = new("audit", 1,
        "seq", "at", "actor", "action", "organization_id", "subject", "change_id", "before_digest", "after_digest", "details",
        "previous_hash", "hash");

    public static Table AuditHead { get; } = new("audit_head", 1, "id", "seq", "hash");

    public static Table Webhook { get; } = new("webhook", 1,
        "id", "organization_id", "url", "types", "secrets", "state", "revision", "created_by", "created_at", "updated_at");

    public static Table WebhookCursor { get; } = new("webhook_cursor", 1, "webhook_id", "seq", "holder", "held_until");

    public static Table WebhookDelivery { get; } = new("webhook_delivery", 3,
        "webhook_id", "seq", "part", "organization_id", "type", "state", "attempts", "next_at", "status", "error", "updated_at");

    public static Table StatementCheck { get; } = new("statement_check", 1,
        "id", "organization_id", "file_name", "file_digest", "households", "faults", "content", "kept_by", "kept_at", "removed_by",
        "removed_at");

    public static Table Batch { get; } = new("batch", 1,
        "id", "organization_id", "year", "dry_run", "terms", "request_digest", "organizations", "chunk", "state", "done", "households",
        "amount_fen", "revision", "maker", "created_at", "updated_at");

    public static Table BatchOrganization { get; } = new("batch_organization", 2,
        "batch_id", "place", "organization_id", "terms", "maker", "attempt", "state", "code", "outcome", "households", "amount_fen",
        "updated_at");

    public static Table BatchAct { get; } = new("batch_act", 1,
        "id", "batch_id", "act", "terms", "runs", "state", "exceptions_seen", "maker", "confirmer", "revision", "created_at",
        "confirmed_at", "updated_at");

    public static Table BatchActRun { get; } = new("batch_act_run", 2,
        "act_id", "place", "organization_id", "run_id", "run_revision", "terms", "state", "code", "outcome", "exceptions", "updated_at");

    public static Table ApiKey { get; } = new("api_key", 1,
        "id", "name", "role", "organization_id", "secret_hash", "created_at", "expires_at", "revoked_at");

    public static Table Account { get; } = new("account", 1,
        "id", "name", "name_key", "role", "organization_id", "state", "password_hash", "password_until", "stamp", "revision", "created_by",
        "created_at", "updated_at");

    public static Table AccountAttempts { get; } = new("account_attempts", 1, "account_id", "failed", "locked_until");

    public static Table Setting { get; } = new("setting", 1, "name", "content");
#pragma warning restore CS1591

    /// <summary>All of them, in the order a backup copies them.</summary>
    public static IReadOnlyList<Table> All { get; } =
    [
        Setting, Organization, OrganizationFact, HouseholdFact, HouseholdLookup, HouseholdSpelling, RosterHeading, RosterImport,
        RosterSharing, LinkageFact, SchemeDocument, SchemeVersion, Run, RunBlock, Archive, ArchivedRun, RunBenefit, Objection, RunFile,
        Carry, Settlement, BalanceClosing, RunWithholding, SetOff, Idempotency, PaymentEnvelope, PaymentAttempt, PaymentUnmatched,
        PaymentTemplate, PaymentFile, Audit, AuditHead, ApiKey, Account, AccountAttempts, Webhook, WebhookCursor, WebhookDelivery,
        StatementCheck, Batch, BatchOrganization, BatchAct, BatchActRun,
    ];
}
