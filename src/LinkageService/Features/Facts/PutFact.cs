using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Facts;

/// <summary>States a fact about an organisation.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Kind">The word of its kind.</param>
/// <param name="Parts">What is stated: the part named like the kind.</param>
internal sealed record PutFactRequest(string Organization, string? Kind, FactParts Parts) : CheckedRequest
{
    /// <summary>The first day it holds for; of kinds that are not stated by year.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The year, of kinds that are.</summary>
    public int? Year { get; init; }

    /// <summary>Only when the fact is as the caller read it; null without asking.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Only when it is not as these tags say, <c>*</c> for not there; null without asking.</summary>
    public string? IfNoneMatch { get; init; }
}

/// <summary>The shape of it: that of its part, and a date or a year as the kind wants.</summary>
internal sealed class PutFactValidator : AbstractValidator<PutFactRequest>
{
    public PutFactValidator()
    {
        RuleFor(request => request.Kind).IsThere("kind");
        RuleFor(request => request.Year).IsIn("year", Years);
        RuleFor(request => request).Custom((request, context) =>
        {
            if (FactKind.Find(request.Kind) is { } kind)
            {
                CheckTime(request, kind, context);
                CheckParts(request, kind, context);
            }
        });
        RuleFor(request => request.Parts).SetValidator(new FactValidator<FactParts>()).OverridePropertyName("");
    }

    /// <summary>Years a fact may be stated for.</summary>
    public static WholeRange Years { get; } = new(1900, 2999);

    private static void CheckTime(PutFactRequest request, FactKind kind, ValidationContext<PutFactRequest> context)
    {
        var (wanted, other) = kind.IsYearly ? ("year", "validFrom") : ("validFrom", "year");
        var (hasWanted, hasOther) = kind.IsYearly
            ? (request.Year is not null, request.ValidFrom is { } day && Dates.Text(day) != StoredFact.LastDayOf(request.Year ?? 1))
            : (request.ValidFrom is not null, request.Year is not null);
        if (!hasWanted)
        {
            context.Add(ProblemCodes.MissingField, wanted, new LocalizedText($"缺少 {wanted}", $"{wanted} is missing"));
        }

        if (hasOther)
        {
            context.Add(ProblemCodes.InvalidValue, other, new LocalizedText(
                $"“{kind.Title.Zh}”按{(kind.IsYearly ? "年" : "日期")}登记：写 {wanted}，不写 {other}",
                $"{kind.Word} is stated by {wanted}: leave {other} out"));
        }
    }

    private static void CheckParts(PutFactRequest request, FactKind kind, ValidationContext<PutFactRequest> context)
    {
        if (request.Parts.Of(kind) is not { } part)
        {
            context.Add(ProblemCodes.MissingField, kind.Word, new LocalizedText($"缺少 {kind.Word}", $"{kind.Word} is missing"));
        }
        else if (FactField.Of(kind.Record).All(field => field.Property.GetValue(part) is null))
        {
            // It would stand as stated, and checks would ask for it no more.
            context.Add(ProblemCodes.MissingField, kind.Word, new LocalizedText(
                $"{kind.Word} 里什么都没有写；不知道就不登记", $"{kind.Word} states nothing; what is not known is not stated"));
        }

        foreach (var other in FactKind.All.Where(other => other != kind && request.Parts.Of(other) is not null))
        {
            context.Add(ProblemCodes.InvalidValue, other.Word, new LocalizedText(
                $"这里登记的是 {kind.Word}，{other.Word} 请另外登记", $"{kind.Word} is stated here; state {other.Word} by itself"));
        }
    }
}

/// <summary>Adds a fact; what was known before stays known as such. One that is stated already is not stated again.</summary>
internal sealed class PutFact(Database database, TimeProvider time, SealedAccounts accounts)
{
    private readonly PutFactValidator _validator = new();

    /// <exception cref="RefusedException">It cannot be stated so.</exception>
    public async Task<StoredFact> HandleAsync(Caller caller, PutFactRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var kind = await database.ReadAsync(
            session => FactKind.RequireAsync(session, caller, request.Organization, request.Kind!), cancellation);
        var validFrom = request.Year is { } year ? StoredFact.LastDayOf(year) : Dates.Text(request.ValidFrom!.Value);
        var (data, same) = await database.ReadAsync(session => PrepareAsync(session, request, kind, validFrom), cancellation);
        return same is not null
            ? StoredFact.Of(request.Organization, same)
            : await database.WriteAsync(
                new Change(caller.Name, time.GetUtcNow()),
                session => WriteAsync(session, caller, request, new OrganizationFact(kind.Word, validFrom, 0, Present: 1, data, "", "")),
                cancellation);
    }

    /// <summary>What is to be stored, and what is stated for the date, if anything is.</summary>
    /// <exception cref="RefusedException">It names a household or an account that is not known, or a day that is still to come.</exception>
    public async Task<(string Data, OrganizationFact? Stated)> FormAsync(
        Session session, PutFactRequest request, FactKind kind, string validFrom)
    {
        if (FactDates.Problems(request, Dates.Today(time)) is { Count: > 0 } ahead)
        {
            throw new RefusedException(Failure.Of(ahead));
        }

        var organization = request.Organization;
        var part = await FactHouseholds.ResolveAsync(session, organization, kind, request.Parts.Of(kind)!);
        if (part is AccountFacts said)
        {
            part = accounts.Seal(organization, said, await KnownAccountsAsync(session, organization, kind));
        }

        var stated = await OrganizationFactStore.LastAsync(session, organization, kind.Word, validFrom);
        return (FactText.Of(part), stated is { Present: 1 } ? stated : null);
    }

    // What is to be stored, and the fact that says the same already, if any.
    private async Task<(string Data, OrganizationFact? Same)> PrepareAsync(
        Session session, PutFactRequest request, FactKind kind, string validFrom)
    {
        var (data, stated) = await FormAsync(session, request, kind, validFrom);
        if (stated is null || !string.Equals(stated.Data, data, StringComparison.Ordinal))
        {
            return (data, null);
        }

        CheckTags(request, stated, stated);
        return (data, stated);
    }

    /// <summary>Adds a fact, within a change.</summary>
    /// <exception cref="RefusedException">The organisation is not the caller's, or the fact is another than the caller read.</exception>
    public static async Task<StoredFact> WriteAsync(
        WriteSession session, Caller caller, PutFactRequest request, OrganizationFact wanted)
    {
        var organization = request.Organization;
        await OrganizationScope.RequireAsync(session, caller, organization);
        var held = (await OrganizationStore.HoldAsync(session, organization))!;
        var before = await OrganizationFactStore.LastAsync(session, organization, wanted.Kind, wanted.ValidFrom);
        var stated = before is { Present: 1 } ? before : null;
        CheckTags(request, stated, stated ?? await InForceAsync(session, organization, wanted));
        var fact = wanted with
        {
            KnownAt = await OrganizationStore.ClaimKnownAtAsync(session, held), Actor = session.Change.Actor, ChangeId = session.Change.Id,
        };
        await OrganizationFactStore.AddAsync(session, organization, fact);
        session.Audit(new AuditDraft("fact.put", OrganizationFact.Subject(organization, fact.Kind), organization)
        {
            Before = before?.Digest(organization),
            After = fact.Digest(organization),
            Details = JsonDetails.Of(("kind", fact.Kind), ("validFrom", fact.ValidFrom)),
        });
        return StoredFact.Of(organization, fact) with { IsNew = stated is null };
    }

    private static void CheckTags(PutFactRequest request, OrganizationFact? stated, OrganizationFact? inForce)
    {
        EntityTag.Check(request.IfMatch, inForce?.KnownAt);
        EntityTag.CheckNew(request.IfNoneMatch, stated?.KnownAt);
    }

    // Whoever changes a charter from a day on has read the one that is in force on it.
    private static async Task<OrganizationFact?> InForceAsync(Session session, string organization, OrganizationFact wanted) =>
        FactKind.Find(wanted.Kind)!.IsYearly
            ? null
            : (await OrganizationFactStore.StandingAsync(session, organization, long.MaxValue, wanted.ValidFrom))
                .LastOrDefault(fact => fact.Kind == wanted.Kind);

    private static async Task<IEnumerable<AccountFacts>> KnownAccountsAsync(Session session, string organization, FactKind kind) =>
        (await OrganizationFactStore.HistoryAsync(session, organization, kind.Word)).Where(fact => fact.Present == 1)
            .OrderByDescending(fact => fact.KnownAt).Select(fact => (AccountFacts)FactText.Read(kind, fact.Data));
}
