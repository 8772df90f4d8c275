using LinkageService.Features.Facts;
using LinkageService.Features.Households;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Sealing;

/// <summary>Numbers in facts about households and organisations, all those of an organisation at once, with the search hashes.</summary>
internal sealed class SealedFacts(PrivateNumbers numbers, SealedAccounts accounts) : SealedPlace
{
    /// <inheritdoc/>
    public override (string Zh, string En) Name => ("名册和组织情况", "rosters and facts");

    /// <inheritdoc/>
    public override Task<IReadOnlyList<string>> NextAsync(Session session, string after, int limit) => session.ListAsync<string>(
        "SELECT id FROM organization WHERE id > @after ORDER BY id LIMIT @limit", new { after, limit });

    /// <inheritdoc/>
    public override async Task<Renewal> HoldAsync(WriteSession session, string id)
    {
        await OrganizationStore.HoldAsync(session, id);
        return await FindAsync(session, id);
    }

    /// <inheritdoc/>
    public override async Task<Renewal> FindAsync(Session session, string id)
    {
        var facts = await RewrittenFacts.AllAsync(session, id);
        var stated = await OrganizationFactStore.HistoryAsync(session, id, SealedAccounts.Kind);
        var (hashes, values) = (new List<(byte[], string)>(), 0);
        var after = facts.Select(fact =>
        {
            var data = fact.Data;
            foreach (var (text, kind) in TextsOf(HouseholdData.Parse(data)).Where(each => !numbers.IsRenewed(each.Text)))
            {
                values++;
                data = Replaced(data, text, numbers.Renew(text, id, fact.HouseholdId));
                if (kind is { } known)
                {
                    hashes.Add((numbers.LookupHashes(known, numbers.Decrypt(text, id, fact.HouseholdId))[^1], fact.HouseholdId));
                }
            }

            return fact with { Data = data };
        }).ToArray();
        var statedAfter = stated.Select(fact =>
        {
            var data = fact.Data;
            foreach (var text in NumbersOf(fact).Where(each => !accounts.IsRenewed(each)))
            {
                values++;
                data = Replaced(data, text, accounts.Renewed(text, id));
            }

            return fact with { Data = data };
        }).ToArray();
        return values == 0 ? Renewal.None : new Renewal(values, async writing =>
        {
            await RewrittenFacts.WriteAsync(writing, id, facts, after, Action);
            await HouseholdLookup.AddManyAsync(writing, id, [.. hashes.DistinctBy(each => (Convert.ToHexString(each.Item1), each.Item2))]);
            foreach (var (was, now) in stated.Zip(statedAfter).Where(each => each.First != each.Second))
            {
                await RewrittenFacts.WriteAsync(writing, id, was, now, Action);
            }
        });
    }

    private static IEnumerable<(string Text, PrivateNumberKind? Kind)> TextsOf(HouseholdData data)
    {
        if (data.Account?.Number is { } account)
        {
            yield return (account, PrivateNumberKind.Account);
        }

        if (data.Phone is { } phone)
        {
            yield return (phone.Number, null);
        }

        foreach (var person in data.Persons)
        {
            if (person.IdNumber is { } id)
            {
                yield return (id, PrivateNumberKind.Id);
            }

            if (person.Born is { } born)
            {
                yield return (born, null);
            }
        }
    }

    private static IEnumerable<string> NumbersOf(OrganizationFact fact) => fact.Present == 1
        && FactText.Read(FactKind.Require(fact.Kind), fact.Data) is AccountFacts { Accounts: { } all }
            ? all.Select(account => account.Number).OfType<string>()
            : [];

    // All else of the text stays as it is. Base64 may be written with its plus escaped.
    private static string Replaced(string json, string was, string now) => json
        .Replace($"\"{was}\"", $"\"{now}\"", StringComparison.Ordinal)
        .Replace($"\"{Escaped(was)}\"", $"\"{now}\"", StringComparison.Ordinal);

    private static string Escaped(string text) => text.Replace("+", "\\u002B", StringComparison.Ordinal);
}
