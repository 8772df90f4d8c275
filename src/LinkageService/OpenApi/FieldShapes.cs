using LinkageService.Engine.Schemes;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Steps;
using LinkageService.Features.Accounts;
using LinkageService.Features.Events;
using LinkageService.Features.Facts;
using LinkageService.Features.Life;
using LinkageService.Features.RunFiles;
using LinkageService.Features.Payments;
using LinkageService.Features.Payments.Files;
using LinkageService.Features.Webhooks;
using LinkageService.Storage.Access;
using LinkageService.Storage.Batches;
using LinkageService.Storage.Households;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Webhooks;
using LinkageService.Vocabulary;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LinkageService.OpenApi;

/// <summary>
/// The form of each field of text that no rule of a request bounds: those of responses, dates and amounts, which their readers read, and
/// what the engine checks. By name: the same name means the same everywhere, but for the few that are named with their type.
/// <see cref="CheckedFields"/> adds the bounds of requests. A test holds every response against it.
/// </summary>
internal sealed class FieldShapes : ISchemaFilter
{
    private static readonly Dictionary<string, Func<OpenApiSchema>> ByName = Table(
        (() => Shapes.Yuan,
            "amount total payable carried settled closed open owed toRecover owedToLeavers toRecoverFromLeavers arrears recoveries "
            + "gained lost registeredBefore registeredAfter delta needed available shortBy before after uncorrected "
            + "sources households funds carriedForward"),
        (() => Shapes.Date,
            "validFrom recordDate notifiedOn partyDiscussedOn joined left deceased disclosedOn paidOn sentOn settledOn executionOn on "
            + "date from to until"),
        (() => Shapes.Moment,
            "at knownAt createdAt updatedAt submittedAt disclosedAt approvedAt paidAt closedAt cancelledAt raisedAt resolvedAt "
            + "preparedAt madeAt notedAt time nextAt passwordUntil lockedUntil"),
        (() => Shapes.Digest, "digest hash statementHash previousHash approvedDigest runDigest recomputed fromFacts"),
        (() => Shapes.Name, "code action rangeCode"),
        (() => Shapes.State, "state runState"),
        (() => Shapes.RunKind, "kind"),
        (() => Shapes.Roster, "roster"),
        (() => Shapes.Mode, "mode"),
        (() => Shapes.LegalForm, "legalForm"),
        (() => Shapes.LaterFactsChoice, "laterFacts"),
        (() => Shapes.OneOf(PaymentChannels.All), "channel"),
        (() => Shapes.OneOf(PaymentOutcomes.All), "outcome"),
        (() => Shapes.OneOf(UnmatchedFaults.All), "fault"));

    // Null takes the form away.
    private static readonly Dictionary<(string Type, string Field), Func<OpenApiSchema>?> OfType = new()
    {
        [("Household", "id")] = () => new OpenApiSchema { MinLength = 1, MaxLength = HouseholdIds.MaxCharacters },
        [("ApproveRequest", "digest")] = null,
        [("BatchApproval", "digest")] = null,
        [("HouseholdChange", "from")] = null,
        [("ObjectionChannel", "channel")] = null,
        [("HouseholdChange", "to")] = null,
        [("AuditEntry", "before")] = () => Shapes.Digest,
        [("AuditEntry", "after")] = () => Shapes.Digest,
        [("RunHistoryEntry", "before")] = () => Shapes.Digest,
        [("RunHistoryEntry", "after")] = () => Shapes.Digest,
        [("Payment", "state")] = () => Shapes.OneOf(PaymentStates.All),
        [("PaymentAttempt", "state")] = () => Shapes.OneOf([.. PaymentStates.All, PaymentStates.Replaced]),
        [("ProofRoot", "code")] = () => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[0-9]{20}$" },
        [("PaymentFile", "content")] = () => new OpenApiSchema { Format = "byte" },
        [("PaymentFileNote", "field")] = () => Shapes.OneOf(PaymentField.Names),
        [("RecordedResult", "became")] = () => Shapes.OneOf(ResultLine.All),
        [("ImportedResults", "form")] = () => Shapes.OneOf(ResultForms.All),
        [("PaymentReturn", "reason")] = () => Shapes.OneOf(ReturnReasons.Codes),
        [("UnmatchedResult", "reason")] = () => Shapes.OneOf(ReturnReasons.Codes),
        [("Source", "kind")] = () => Shapes.OneOf("input", "payer"),
        [("Requirement", "comparison")] = () => Shapes.OneOf("above", "atLeast", "below", "atMost"),
        [("Step", "kind")] = () => Shapes.OneOf(StepKinds.Kinds),
        [("RosterImport", "kind")] = () =>
            Shapes.OneOf([RosterImportKinds.File, RosterImportKinds.List, RosterImportKinds.Change]),
        [("RunFile", "kind")] = () => Shapes.OneOf(RunFileKinds.All),
        [("RunFile", "mediaType")] = () => Shapes.OneOf(FileForm.MediaTypes),
        [("ExceptionalHousehold", "kind")] = () => Shapes.OneOf(ExceptionKinds.All.Select(kind => kind.Word())),
        [("RunBlocker", "severity")] = () => Shapes.OneOf("block", "warn"),
        [("RunBlocker", "who")] = () => Shapes.OneOf(RunBlocker.Cures),
        [("Meeting", "kind")] = () => Shapes.MeetingKind,
        [("Event", "type")] = () => Shapes.OneOf(EventTypes.Names),
        [("Webhook", "state")] = () => Shapes.OneOf([.. WebhookStates.All, WebhookStates.Removed]),
        [("WebhookRequest", "state")] = null,
        [("UserAccount", "role")] = () => Shapes.OneOf(AccountRules.Roles),
        [("UserAccount", "state")] = () => Shapes.OneOf(AccountStates.All),
        [("UserAccountChange", "state")] = null,
        [("Delivery", "type")] = () => Shapes.OneOf(EventTypes.Names),
        [("Delivery", "state")] = () => Shapes.OneOf(DeliveryStates.All),
        [("Delivery", "error")] = () => Shapes.OneOf(DeliveryErrors.All),
        [("WebhookTest", "error")] = () => Shapes.OneOf(DeliveryErrors.All),
        [("Batch", "state")] = () => Shapes.OneOf(BatchStates.All),
        [("Batch", "finishedAmount")] = () => Shapes.Yuan,
        [("Batch", "difference")] = () => Shapes.Yuan,
        [("BatchRuns", "state")] = () => Shapes.OneOf(RunStates.All),
        [("BatchRuns", "amount")] = () => Shapes.Yuan,
        [("BatchAct", "act")] = () => Shapes.OneOf(BatchActs.All),
        [("BatchAct", "state")] = () => Shapes.OneOf(BatchActStates.All),
        [("BatchAct", "amount")] = () => Shapes.Yuan,
        [("BatchOrganizationAct", "state")] = () => Shapes.OneOf(BatchActRunStates.All),
        [("BatchHead", "state")] = () => Shapes.OneOf(BatchStates.All),
        [("BatchHead", "finishedAmount")] = () => Shapes.Yuan,
        [("BatchCheck", "severity")] = () => Shapes.OneOf("info", "warn", "block"),
        [("BatchOrganization", "state")] = () => Shapes.OneOf(BatchEntryStates.All),
        [("BatchOrganization", "limit")] = () => Shapes.Yuan,
        [("BatchOrganization", "left")] = () => Shapes.Yuan,
        [("Rounding", "policy")] = () => Shapes.Rounding,
        [("Check", "severity")] = () => Shapes.OneOf("info", "warn", "block"),
        [("SchemeProblem", "severity")] = () => Shapes.OneOf("error", "warning"),
        [("Parameter", "type")] = () => Shapes.OneOf("number", "rate", "money", "parts", "tiers"),
        [("TierTable", "gives")] = () => Shapes.OneOf("rate", "money", "number"),
        [("TierTable", "mode")] = () => Shapes.OneOf("marginal", "whole", "fixed"),
        [("Fact", "kind")] = () => Shapes.OneOf(FactKind.Words),
        [("StatedFact", "kind")] = () => Shapes.OneOf(FactKind.Words),
        [("MissingFact", "kind")] = () => Shapes.OneOf(FactKind.Words),
        [("FactImport", "kind")] = () => Shapes.OneOf(FactKind.Words),
        [("FactDifference", "before")] = null,
        [("FactDifference", "after")] = null,
        [("FactList", "asOf")] = () => Shapes.Date,
        [("YearLine", "code")] = null,
        [("YearLine", "lastYear")] = () => Shapes.Yuan,
        [("YearLine", "origin")] = () => Shapes.OneOf("missing", "stated", "runs", "lastYear", "computed"),
        [("YearStatement", "form")] = () => Shapes.OneOf("cooperative", "collective"),
        [("YearStatement", "status")] = () => Shapes.OneOf("draft", "closed"),
        [("MissingLine", "fact")] = () => Shapes.OneOf(FactKind.Words),
        [("EquityRow", "capital")] = () => Shapes.Yuan,
        [("EquityRow", "specialFund")] = () => Shapes.Yuan,
        [("EquityRow", "capitalReserve")] = () => Shapes.Yuan,
        [("EquityRow", "surplusReserve")] = () => Shapes.Yuan,
        [("EquityRow", "undistributed")] = () => Shapes.Yuan,
        [("Headroom", "members")] = () => Shapes.Yuan,
        [("Headroom", "limit")] = () => Shapes.Yuan,
        [("Headroom", "left")] = () => Shapes.Yuan,
        [("CalculationHeadroom", "members")] = () => Shapes.Yuan,
        [("CalculationHeadroom", "limit")] = () => Shapes.Yuan,
        [("CalculationHeadroom", "left")] = () => Shapes.Yuan,
        [("HeadroomLimit", "limit")] = () => Shapes.Yuan,
        [("TaxTerm", "mode")] = () => Shapes.OneOf("withhold", "organization_bears"),
        [("DeclaredTax", "kind")] = () => Shapes.OneOf(RunKinds.Distribution, RunKinds.Correction),
        [("TaxDeclaration", "dueOn")] = () => Shapes.Date,
        [("Withheld", "tax")] = () => Shapes.Yuan,
        [("Withheld", "setOff")] = () => Shapes.Yuan,
        [("Withholding", "tax")] = () => Shapes.Yuan,
        [("Withholding", "borne")] = () => Shapes.Yuan,
        [("Withholding", "setOff")] = () => Shapes.Yuan,
        [("Withholding", "paid")] = () => Shapes.Yuan,
        [("TaxedBenefit", "due")] = () => Shapes.Yuan,
        [("TaxedBenefit", "income")] = () => Shapes.Yuan,
        [("TaxedBenefit", "tax")] = () => Shapes.Yuan,
        [("TaxedBenefit", "withheld")] = () => Shapes.Yuan,
        [("TaxDeclaration", "income")] = () => Shapes.Yuan,
        [("TaxDeclaration", "tax")] = () => Shapes.Yuan,
        [("TaxDeclaration", "withheld")] = () => Shapes.Yuan,
        [("TaxDeclaration", "borne")] = () => Shapes.Yuan,
        [("DeclaredTax", "income")] = () => Shapes.Yuan,
        [("DeclaredTax", "tax")] = () => Shapes.Yuan,
        [("DeclaredTax", "withheld")] = () => Shapes.Yuan,
        [("DeclaredTax", "borne")] = () => Shapes.Yuan,
        [("SetOff", "consentedOn")] = () => Shapes.Date,
        [("SetOffRequest", "consentedOn")] = () => Shapes.Date,
        [("SetOff", "recordedAt")] = () => Shapes.Moment,
        [("SetOff", "removedAt")] = () => Shapes.Moment,
        [("LinkageReport", "asOf")] = () => Shapes.Date,
        [("LinkageCoverage", "coveredOn")] = () => Shapes.Date,
        [("LinkageCoverage", "registeredOn")] = () => Shapes.Date,
        [("DistrictLinkages", "code")] = null,
        [("LinkageYears", "incomeChange")] = () => Shapes.Yuan,
        [("LinkageFigures", "income")] = () => Shapes.Yuan,
        [("LinkageFigures", "registeredIncome")] = () => Shapes.Yuan,
        [("LinkageFigures", "average")] = () => Shapes.Yuan,
        [("LinkageFigures", "registeredAverage")] = () => Shapes.Yuan,
        [("LinkageBenefit", "registeredAmount")] = () => Shapes.Yuan,
        [("Input", "carried")] = null,
        [("Holding", "carried")] = null,
        [("Input", "type")] = () => Shapes.OneOf(InputTypes.Words.Select(row => row.Word)),
        [("Holding", "weighting")] = () => Shapes.OneOf("record_date", "time_weighted"),
    };

    /// <inheritdoc/>
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        var type = context.Type.Name.Replace("Contract", "", StringComparison.Ordinal);
        foreach (var (name, field) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal))
        {
            if (field is OpenApiSchema { Type: { } kind } text && kind.HasFlag(JsonSchemaType.String)
                && (OfType.TryGetValue((type, name), out var shape) ? shape : ByName.GetValueOrDefault(name)) is { } form)
            {
                Shapes.Put(text, form());
            }
        }
    }

    private static Dictionary<string, Func<OpenApiSchema>> Table(params (Func<OpenApiSchema> Shape, string Names)[] rows) => rows
        .SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Shape)))
        .ToDictionary(row => row.name, row => row.Shape, StringComparer.Ordinal);
}
