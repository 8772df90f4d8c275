using LinkageService.Storage.Households;

namespace LinkageService.Storage.Verification;

/// <summary>Works out again which stored household an id means, and compares it with what was noted.</summary>
internal static class SpellingVerification
{
    public static async Task RunAsync(Session session, FindingList findings)
    {
        // Tables of version 1 have no such notes yet.
        if (await Migrator.VersionAsync(session) < Migrator.HouseholdIdsVersion)
        {
            return;
        }

        var noted = new HashSet<(string Organization, string Id, string Household)>();
        await foreach (var row in session.RowsAsync(Tables.HouseholdSpelling.SelectSql))
        {
            var (organization, id, household) = ((string)row[0]!, (string)row[1]!, (string)row[2]!);
            noted.Add((organization, id, household));
            if (StoredSpellings.Meant(household) != id)
            {
                findings.Add(Subject(organization, id),
                    $"记的是“{household}”，不是这一户", $"\"{household}\" is not this household");
            }
        }

        foreach (var (organization, id, household) in (await StoredSpellings.FindAsync(session)).Clear)
        {
            if (!noted.Contains((organization, id, household)))
            {
                findings.Add(Subject(organization, id),
                    $"应当记着“{household}”，没有", $"\"{household}\" should be noted, and is not");
            }
        }
    }

    private static string Subject(string organization, string id) => $"household_spelling/{organization}/{id}";
}
