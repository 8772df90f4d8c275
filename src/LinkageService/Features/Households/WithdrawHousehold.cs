using System.Security.Cryptography;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Households;

/// <summary>
/// Takes a household off the roster for all dates, as if it had never been entered: for one that is the same as another. What was
/// known before stays known as such, so that stored runs verify; a correction of one shows what the household was paid too much.
/// </summary>
internal sealed class WithdrawHousehold(Database database, TimeProvider time, string actor)
{
    /// <param name="organization">Whose household.</param>
    /// <param name="household">The id it is stored under.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">There is no such household.</exception>
    public Task HandleAsync(string organization, string household, CancellationToken cancellation) =>
        database.WriteAsync(new Change(actor, time.GetUtcNow()), session => WriteAsync(session, organization, household), cancellation);

    private static async Task<int> WriteAsync(WriteSession session, string organization, string household)
    {
        var held = await OrganizationStore.HoldAsync(session, organization) ?? throw new RefusedException(Failure.Of(
            ProblemCodes.UnknownOrganization, $"没有组织“{organization}”", $"there is no organisation \"{organization}\""));
        var standing = (await HouseholdStore.HistoryAsync(session, organization, household))
            .GroupBy(fact => fact.ValidFrom, StringComparer.Ordinal).Select(facts => facts.Last())
            .Where(fact => fact.Present == 1).ToArray();
        if (standing.Length == 0)
        {
            throw StoredHousehold.Unknown(household);
        }

        var knownAt = await OrganizationStore.ClaimKnownAtAsync(session, held);
        var facts = standing.Select(fact => new HouseholdFact(
            household, fact.ValidFrom, knownAt, 0, "{}", session.Change.Actor, session.Change.Id)).ToArray();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var fact in facts)
        {
            digest.AppendData(fact.Digest(organization));
        }

        await HouseholdStore.AddManyAsync(session, organization, facts);
        session.Audit(new AuditDraft("household.withdraw", "import/" + session.Change.Id, organization)
        {
            After = digest.GetHashAndReset(),
            Details = JsonDetails.Of(("household", household), ("dates", facts.Select(fact => fact.ValidFrom))),
        });
        return facts.Length;
    }
}
