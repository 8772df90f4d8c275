using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Facts;

/// <summary>Member numbers in facts: each is one that is or was on the roster, under the id it is stored under.</summary>
internal static class FactHouseholds
{
    /// <summary>The part with the ids that are stored.</summary>
    /// <param name="session">Where to look.</param>
    /// <param name="organization">Whose roster.</param>
    /// <param name="kind">Of what kind the part is.</param>
    /// <param name="part">What is stated, found right by its rules.</param>
    /// <exception cref="RefusedException"><c>unknown_household</c>, for every number that was never on the roster.</exception>
    public static async Task<object> ResolveAsync(Session session, string organization, FactKind kind, object part)
    {
        var rows = FactField.Of(kind.Record).Where(field => field.Type == FactType.Rows).ToArray();
        if (!rows.Any(field => FactField.Of(field.Record).Any(IsHousehold)))
        {
            return part;
        }

        var spellings = await HouseholdSpelling.AllAsync(session, organization);
        var known = (await HouseholdStore.IdsAfterAsync(session, organization, "", int.MaxValue)).ToHashSet(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var field in rows)
        {
            var at = 0;
            foreach (var row in (IEnumerable<object>?)field.Property.GetValue(part) ?? [])
            {
                foreach (var household in FactField.Of(field.Record).Where(inner => IsHousehold(inner) && IsMeant(row, inner)))
                {
                    Resolve(row, household, $"{kind.Word}.{field.Name}[{at}].{household.Name}", spellings, known, problems);
                }

                at++;
            }
        }

        return problems.Count == 0 ? part : throw new RefusedException(Failure.Of(problems));
    }

    // The partner of a trade is a member number where it is a member, else a name.
    private static bool IsHousehold(FactField field) =>
        field.Type == FactType.Household || field.Property.DeclaringType == typeof(PartnerTradeFact) && field.Name == "partner";

    private static bool IsMeant(object row, FactField field) => row is not PartnerTradeFact trade || trade.Member == true;

    private static void Resolve(
        object row, FactField field, string path, IReadOnlyDictionary<string, string> spellings, HashSet<string> known,
        List<Problem> problems)
    {
        if (field.Property.GetValue(row) is not string written)
        {
            return;
        }

        var id = HouseholdIds.Normalize(written);
        id = spellings.GetValueOrDefault(id, id);
        if (known.Contains(id))
        {
            field.Property.SetValue(row, id);
            return;
        }

        var shown = NumberProblems.Shorten(written);
        problems.Add(new Problem(ProblemCodes.UnknownHousehold, path, new LocalizedText(
            $"名册上从来没有农户“{shown}”", $"there never was a household \"{shown}\" on the roster")));
    }
}
