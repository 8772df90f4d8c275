using System.Collections.Frozen;
using static LinkageService.Engine.Problems.ProblemKind;

namespace LinkageService.Engine.Problems;

/// <summary>
/// The closed list of codes, in order of precedence: when several apply, the answer's own code is the first of them here.
/// Every code has its paragraph in <c>docs/errors.md</c>; a test compares the two.
/// </summary>
public static class ProblemCodes
{
#pragma warning disable CS1591 // the paragraph of each code is in docs/errors.md
    // The caller
    public static readonly ProblemCode Unauthenticated = new("unauthenticated", ProblemKind.Unauthenticated);
    public static readonly ProblemCode TooManyFailedSignIns = new("too_many_failed_sign_ins", ProblemKind.TooManyRequests);
    public static readonly ProblemCode TooManyRequests = new("too_many_requests", ProblemKind.TooManyRequests);
    public static readonly ProblemCode Forbidden = new("forbidden", ProblemKind.Forbidden);
    public static readonly ProblemCode TokenWithoutRights = new("token_without_rights", ProblemKind.Forbidden);
    public static readonly ProblemCode IssuerUnavailable = new("issuer_unavailable", ProblemKind.Unavailable);

    // The request as bytes
    public static readonly ProblemCode UnsupportedMediaType = new("unsupported_media_type", ProblemKind.UnsupportedMediaType);
    public static readonly ProblemCode NotAcceptable = new("not_acceptable", ProblemKind.NotAcceptable);
    public static readonly ProblemCode MethodNotAllowed = new("method_not_allowed", ProblemKind.MethodNotAllowed);
    public static readonly ProblemCode BodyTooLarge = new("body_too_large", TooLarge);
    public static readonly ProblemCode TooManyHouseholds = new("too_many_households", TooLarge);
    public static readonly ProblemCode TooManyFiles = new("too_many_files", TooLarge);
    public static readonly ProblemCode ExplanationTooLarge = new("explanation_too_large", TooLarge);
    public static readonly ProblemCode MalformedJson = new("malformed_json", Shape);
    public static readonly ProblemCode MalformedYaml = new("malformed_yaml", Shape);
    public static readonly ProblemCode MalformedCsv = new("malformed_csv", Shape);
    public static readonly ProblemCode MalformedXlsx = new("malformed_xlsx", Shape);
    public static readonly ProblemCode MalformedXml = new("malformed_xml", Shape);
    public static readonly ProblemCode MalformedRequest = new("malformed_request", Shape);
    public static readonly ProblemCode RequestTimeout = new("request_timeout", ProblemKind.RequestTimeout);

    // The form of the request
    public static readonly ProblemCode UnknownField = new("unknown_field", Shape);
    public static readonly ProblemCode DuplicateField = new("duplicate_field", Shape);
    public static readonly ProblemCode QuantityUnclear = new("quantity_unclear", Shape);
    public static readonly ProblemCode WrongType = new("wrong_type", Shape);
    public static readonly ProblemCode MissingField = new("missing_field", Shape);
    public static readonly ProblemCode SchemeAndDocument = new("scheme_and_document", Shape);
    public static readonly ProblemCode InvalidSchemeReference = new("invalid_scheme_reference", Shape);
    public static readonly ProblemCode YearOutOfRange = new("year_out_of_range", Shape);
    public static readonly ProblemCode EmptyRoster = new("empty_roster", Shape);
    public static readonly ProblemCode InvalidHouseholdId = new("invalid_household_id", Shape);
    public static readonly ProblemCode DuplicateHousehold = new("duplicate_household", Shape);
    public static readonly ProblemCode NotANumber = new("not_a_number", Shape);
    public static readonly ProblemCode NegativeAmount = new("negative_amount", Shape);
    public static readonly ProblemCode TooManyDecimals = new("too_many_decimals", Shape);
    public static readonly ProblemCode OutOfRange = new("out_of_range", Shape);
    public static readonly ProblemCode InvalidValue = new("invalid_value", Shape);
    public static readonly ProblemCode MissingIdempotencyKey = new("missing_idempotency_key", Shape);
    public static readonly ProblemCode UnknownParameter = new("unknown_parameter", Shape);
    public static readonly ProblemCode MissingParameter = new("missing_parameter", Shape);
    public static readonly ProblemCode UnknownInput = new("unknown_input", Shape);
    public static readonly ProblemCode MissingInput = new("missing_input", Shape);
    public static readonly ProblemCode UnknownHolding = new("unknown_holding", Shape);
    public static readonly ProblemCode MissingHolding = new("missing_holding", Shape);
    public static readonly ProblemCode MissingLabel = new("missing_label", Shape);
    public static readonly ProblemCode UnknownTag = new("unknown_tag", Shape);

    // What is named
    public static readonly ProblemCode NotFound = new("not_found", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownScheme = new("unknown_scheme", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownSchemeVersion = new("unknown_scheme_version", ProblemKind.NotFound);

    public static readonly ProblemCode UnknownOrganization = new("unknown_organization", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownHousehold = new("unknown_household", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownLinkage = new("unknown_linkage", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownFact = new("unknown_fact", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownRun = new("unknown_run", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownImport = new("unknown_import", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownFile = new("unknown_file", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownWebhook = new("unknown_webhook", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownStatementCheck = new("unknown_statement_check", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownBatch = new("unknown_batch", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownUserAccount = new("unknown_user_account", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownSetOff = new("unknown_set_off", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownObjection = new("unknown_objection", ProblemKind.NotFound);
    public static readonly ProblemCode UnknownBalance = new("unknown_balance", ProblemKind.NotFound);

    // What is stored already
    public static readonly ProblemCode PreconditionRequired = new("precondition_required", ProblemKind.PreconditionRequired);
    public static readonly ProblemCode StaleRevision = new("stale_revision", Stale);
    public static readonly ProblemCode AlreadyExists = new("already_exists", Exists);
    public static readonly ProblemCode RequestInProgress = new("request_in_progress", InProgress);
    public static readonly ProblemCode IdempotencyKeyReused = new("idempotency_key_reused", Conflict);
    public static readonly ProblemCode SchemeVersionExists = new("scheme_version_exists", Conflict);
    public static readonly ProblemCode RunState = new("run_state", State);
    public static readonly ProblemCode BatchState = new("batch_state", State);
    public static readonly ProblemCode HouseholdNeeded = new("household_needed", State);
    public static readonly ProblemCode NoProof = new("no_proof", State);
    public static readonly ProblemCode AlreadyDistributed = new("already_distributed", State);

    // The scheme document
    public static readonly ProblemCode SchemeTooLarge = new("scheme_too_large", TooLarge);
    public static readonly ProblemCode SchemeUnknownField = new("scheme_unknown_field", Business);
    public static readonly ProblemCode SchemeDuplicateField = new("scheme_duplicate_field", Business);
    public static readonly ProblemCode SchemeWrongType = new("scheme_wrong_type", Business);
    public static readonly ProblemCode SchemeMissingField = new("scheme_missing_field", Business);
    public static readonly ProblemCode SchemeInvalidValue = new("scheme_invalid_value", Business);
    public static readonly ProblemCode InvalidName = new("invalid_name", Business);
    public static readonly ProblemCode DuplicateName = new("duplicate_name", Business);
    public static readonly ProblemCode UnknownStepKind = new("unknown_step_kind", Business);
    public static readonly ProblemCode UnknownName = new("unknown_name", Business);
    public static readonly ProblemCode UnknownGroup = new("unknown_group", Business);
    public static readonly ProblemCode UnknownAccount = new("unknown_account", Business);
    public static readonly ProblemCode UnknownStep = new("unknown_step", Business);
    public static readonly ProblemCode UnknownUnit = new("unknown_unit", Business);
    public static readonly ProblemCode CyclicReference = new("cyclic_reference", Business);
    public static readonly ProblemCode FormulaSyntax = new("formula_syntax", Business);
    public static readonly ProblemCode FormulaTooLarge = new("formula_too_large", Business);
    public static readonly ProblemCode FormulaDimension = new("formula_dimension", Business);
    public static readonly ProblemCode FormulaColumn = new("formula_column", Business);
    public static readonly ProblemCode PartsDoNotClose = new("parts_do_not_close", Business);
    public static readonly ProblemCode LabelMismatch = new("label_mismatch", Business);
    public static readonly ProblemCode PoolNeverEmptied = new("pool_never_emptied", Business);
    public static readonly ProblemCode UnreachableStep = new("unreachable_step", Business);
    public static readonly ProblemCode UnusedInput = new("unused_input", Warning);
    public static readonly ProblemCode UnusedParameter = new("unused_parameter", Warning);
    public static readonly ProblemCode UnusedHolding = new("unused_holding", Warning);
    public static readonly ProblemCode UnusedLabel = new("unused_label", Warning);
    public static readonly ProblemCode AccountWithoutTitle = new("account_without_title", Warning);
    public static readonly ProblemCode TagMistyped = new("tag_mistyped", Warning);
    public static readonly ProblemCode UnusedGroup = new("unused_group", Warning);
    public static readonly ProblemCode GroupOutsideOver = new("group_outside_over", Warning);
    public static readonly ProblemCode BoundMissing = new("bound_missing", Warning);
    public static readonly ProblemCode ImplausibleFigure = new("implausible_figure", Warning);
    public static readonly ProblemCode ClauseDiffers = new("clause_differs", Warning);
    public static readonly ProblemCode SplitMeant = new("split_meant", Warning);
    public static readonly ProblemCode NameWithoutTitle = new("name_without_title", Warning);
    public static readonly ProblemCode InputNotCarried = new("input_not_carried", Warning);
    public static readonly ProblemCode SameForEveryone = new("same_for_everyone", Warning);
    public static readonly ProblemCode ValueNeverApplies = new("value_never_applies", Warning);
    public static readonly ProblemCode GroupNeverHolds = new("group_never_holds", Warning);
    public static readonly ProblemCode GroupMayBeEmpty = new("group_may_be_empty", Warning);
    public static readonly ProblemCode BandsOverlap = new("bands_overlap", Warning);
    public static readonly ProblemCode BandsLeaveGap = new("bands_leave_gap", Warning);
    public static readonly ProblemCode NeverEnough = new("never_enough", Warning);
    public static readonly ProblemCode PoolMayKeepMoney = new("pool_may_keep_money", Warning);

    // The run
    public static readonly ProblemCode SchemeNotEffective = new("scheme_not_effective", Business);
    public static readonly ProblemCode ReserveOutOfBounds = new("reserve_out_of_bounds", Business);
    public static readonly ProblemCode PatronageBelowMinimum = new("patronage_below_minimum", Business);
    public static readonly ProblemCode ParameterOutOfRange = new("parameter_out_of_range", Business);
    public static readonly ProblemCode DivisionByZero = new("division_by_zero", Business);
    public static readonly ProblemCode NegativeResult = new("negative_result", Business);
    public static readonly ProblemCode NegativeWeight = new("negative_weight", Business);
    public static readonly ProblemCode ZeroWeight = new("zero_weight", Business);
    public static readonly ProblemCode PartsExceedWhole = new("parts_exceed_whole", Business);
    public static readonly ProblemCode LabelSharesDiffer = new("label_shares_differ", Business);
    public static readonly ProblemCode PoolShortfall = new("pool_shortfall", Business);
    public static readonly ProblemCode NegativeTotal = new("negative_total", Business);
    public static readonly ProblemCode AmountOutOfRange = new("amount_out_of_range", Business);
    public static readonly ProblemCode RequirementNotMet = new("requirement_not_met", Business);
    public static readonly ProblemCode PoolNotEmptied = new("pool_not_emptied", Business);

    // The life of a run
    public static readonly ProblemCode ParentCycle = new("parent_cycle", Business);
    public static readonly ProblemCode SchemeNotForLegalForm = new("scheme_not_for_legal_form", Business);
    public static readonly ProblemCode ApproverIsMaker = new("approver_is_maker", ProblemKind.Forbidden);
    public static readonly ProblemCode AccountChangedByApprover = new("account_changed_by_approver", ProblemKind.Forbidden);
    public static readonly ProblemCode ExceptionsChanged = new("exceptions_changed", Business);
    public static readonly ProblemCode ChangedAfterVote = new("changed_after_vote", Business);
    public static readonly ProblemCode MeetingInvalid = new("meeting_invalid", Business);
    public static readonly ProblemCode ObjectionsOpen = new("objections_open", Business);
    public static readonly ProblemCode CarriedOutdated = new("carried_outdated", Business);
    public static readonly ProblemCode RepeatReasonMissing = new("repeat_reason_missing", Business);
    public static readonly ProblemCode RunDamaged = new("run_damaged", Business);
    public static readonly ProblemCode ArchiveMissing = new("archive_missing", Unavailable);
    public static readonly ProblemCode RunArchived = new("run_archived", ProblemKind.State);
    public static readonly ProblemCode WorkbookStepUnsupported = new("workbook_step_unsupported", Business);
    public static readonly ProblemCode WorkbookBeyondPrecision = new("workbook_beyond_precision", Business);
    public static readonly ProblemCode BlockedByCheck = new("blocked_by_check", Business);
    public static readonly ProblemCode TaxTermsUnclear = new("tax_terms_unclear", Business);
    public static readonly ProblemCode WithheldBeyondPayable = new("withheld_beyond_payable", Business);
    public static readonly ProblemCode NothingToCorrect = new("nothing_to_correct", Business);
    public static readonly ProblemCode FundShortfall = new("fund_shortfall", Business);

    // Payments
    public static readonly ProblemCode PaymentState = new("payment_state", ProblemKind.State);
    public static readonly ProblemCode SecondPersonNeeded = new("second_person_needed", ProblemKind.Forbidden);
    public static readonly ProblemCode FundsNotConfirmed = new("funds_not_confirmed", Business);
    public static readonly ProblemCode AccountNotConfirmed = new("account_not_confirmed", Business);
    public static readonly ProblemCode PaymentsOpen = new("payments_open", Business);

    // Ours
    public static readonly ProblemCode StorageUnavailable = new("storage_unavailable", Unavailable);
    public static readonly ProblemCode OutcomeUnknown = new("outcome_unknown", ProblemKind.OutcomeUnknown);
    public static readonly ProblemCode TookTooLong = new("took_too_long", ProblemKind.OutcomeUnknown);
    public static readonly ProblemCode BackupNotMade = new("backup_not_made", Business);
    public static readonly ProblemCode PrintUnavailable = new("print_unavailable", Unavailable);
    public static readonly ProblemCode InternalError = new("internal_error", Internal);
#pragma warning restore CS1591

    /// <summary>All codes, in order of precedence.</summary>
    public static IReadOnlyList<ProblemCode> All { get; } = typeof(ProblemCodes)
        .GetFields().Where(field => field.FieldType == typeof(ProblemCode))
        .OrderBy(field => field.MetadataToken).Select(field => (ProblemCode)field.GetValue(null)!).ToArray();

    private static FrozenDictionary<string, int> Order { get; } =
        All.Select((code, at) => (code.Name, at)).ToFrozenDictionary(row => row.Name, row => row.at);

    /// <summary>The code of a name, or null.</summary>
    public static ProblemCode? Find(string name) => Order.TryGetValue(name, out var at) ? All[at] : null;

    /// <summary>Place in the list: the smaller goes first.</summary>
    public static int Precedence(ProblemCode code) => Order[code.Name];
}
