using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Households;

/// <summary>Shows private numbers in full to who may see them and says why; the audit log notes it before they are shown.</summary>
internal sealed class RevealNumbers(Database database, TimeProvider time, PrivateNumbers numbers)
{
    /// <summary>Whether the caller may see them and asks for it.</summary>
    public static bool Applies(Caller caller) => caller.Purpose is not null && caller.May(Permission.RevealPersonalData);

    /// <summary>
    /// Whether the caller may see an account that was changed and asks for it: whoever agrees to one has to compare it with the card.
    /// </summary>
    public static bool AppliesToChanged(Caller caller) =>
        Applies(caller) || (caller.Purpose is not null && caller.May(Permission.ApproveRuns));

    /// <summary>The subject in the audit log of many households shown at once.</summary>
    public static string SubjectOfMany(string organization) => "households/" + organization;

    /// <summary>The households with their numbers.</summary>
    public async Task<IReadOnlyList<StoredHousehold>> HandleAsync(
        Caller caller, string organization, IReadOnlyList<StoredHousehold> households, string subject, CancellationToken cancellation)
    {
        await NoteAsync(caller, organization, subject, households.Count, cancellation);
        return households.Select(Reveal).ToArray();
    }

    /// <summary>Notes in the audit log that numbers are about to be shown.</summary>
    public Task NoteAsync(Caller caller, string organization, string subject, int? households, CancellationToken cancellation) =>
        database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), session =>
        {
            session.Audit(new AuditDraft("household.reveal", subject, organization)
            {
                Details = JsonDetails.Of(("purpose", caller.Purpose), ("households", households)),
            });
            return Task.FromResult(true);
        }, cancellation);

    /// <summary>A household with its numbers; what <see cref="NoteAsync"/> was told of.</summary>
    public StoredHousehold Reveal(StoredHousehold stored)
    {
        var (organization, id) = (stored.Organization, stored.Fact.HouseholdId);
        string? OpenAny(string? number) => number is null ? null : Open(number, organization, id);
        return stored with
        {
            Revealed = new RevealedNumbers(
                OpenAny(stored.Data.Account?.Number), stored.Data.Persons.Select(person => OpenAny(person.IdNumber)).ToArray(),
                OpenAny(stored.Data.Phone?.Number), stored.Data.Persons.Select(person => OpenAny(person.Born)).ToArray()),
        };
    }

    /// <summary>A number that is stored for a household elsewhere than in its facts; what <see cref="NoteAsync"/> was told of.</summary>
    public string Open(string number, string organization, string household) => numbers.Decrypt(number, organization, household);
}
