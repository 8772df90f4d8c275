using LinkageService.Engine.Runs;

namespace LinkageService.Tests.Oracle;

/// <summary>The digest is the same for the same run, however it arrived, and another for any other run.</summary>
public sealed class DigestTests
{
    public static TheoryData<string> Schemes => OracleCases.Schemes;

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Digest_AnotherArrivalOrder_IsTheSame(string id)
    {
        foreach (var (request, distribution) in Paid(id))
        {
            var random = new Random(request.Households.Count);
            var households = request.Households.ToArray();
            random.Shuffle(households);
            var again = EngineRun.Of(request with { Households = households }).Distribution!;
            var byId = households.OrderBy(household => household.Id, CodePointOrder.Instance).ToList();
            var sorted = EngineRun.Of(request with { Households = byId });
            Assert.True(distribution.Digest == again.Digest
                && again.Digest == sorted.Distribution!.Digest, "digest" + OracleCases.Repeat(request));
            for (var household = 0; household < again.Roster.Count; household++)
            {
                var (one, other) = (distribution.Statement(household), again.Statement(household));
                Assert.True(one.Household == other.Household && one.Lines.SequenceEqual(other.Lines),
                    $"statement of {one.Household}" + OracleCases.Repeat(request));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Digest_SameRequestTwice_IsTheSame(string id)
    {
        foreach (var (request, distribution) in Paid(id))
        {
            var again = EngineRun.Of(request).Distribution!.Digest;
            Assert.True(distribution.Digest == again, OracleCases.Repeat(request));
            Assert.Matches("^sha256:[0-9a-f]{64}$", again);
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Digest_OneThingChanged_IsAnother(string id)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var tags = OracleCases.Scheme(id).RosterSchema.TagsRead;
        foreach (var (request, distribution) in Paid(id))
        {
            foreach (var (what, other) in RequestChanges.OfEverySort(request, tags, new Random(request.Year)))
            {
                if (EngineRun.Of(other).Distribution is not { } another)
                {
                    continue; // the change made it a run that is refused
                }

                changed.Add(what.Split(" of ")[0]);
                Assert.True(distribution.Digest != another.Digest,
                    $"another {what}, the same digest" + OracleCases.Repeat(request));
            }
        }

        var form = NaiveOracle.Forms[id];
        var wanted = form.Parameters.Select(parameter => parameter.Name)
            .Concat(form.Inputs.Select(input => input.Name))
            .Concat(form.Holdings.Select(holding => holding.Name))
            .Concat(tags.Select(tag => "tag " + tag))
            .Concat(["id", "year"]);
        Assert.Empty(wanted.Except(changed));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Digest_TagNobodyReads_IsTheSame(string id)
    {
        var schema = OracleCases.Scheme(id).RosterSchema;
        var unread = schema.KnownTags.Except(schema.TagsRead).ToList();
        foreach (var (request, distribution) in Paid(id))
        {
            foreach (var tag in unread)
            {
                var households = request.Households.Select(each => RequestChanges.Toggle(each, tag)).ToList();
                var other = request with { Households = households };
                Assert.True(distribution.Digest == EngineRun.Of(other).Distribution!.Digest,
                    $"{tag} is not read" + OracleCases.Repeat(request));
            }
        }
    }

    private static IEnumerable<(OracleRequest Request, Distribution Distribution)> Paid(string id) =>
        OracleCases.Requests(id, share: 50).Select(request => (request, EngineRun.Of(request).Distribution))
            .Where(run => run.Distribution is not null).Select(run => (run.request, run.Distribution!));
}
