using System.Text;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Calculations;

/// <summary>Every case of every scheme, over every channel, to the fen: a new scheme joins by itself.</summary>
[Collection(SharedService.Name)]
public class CalculationParityTests(ServiceFixture fixture)
{
    [Fact]
    public void All_Catalogue_HasEverySchemeOfTheLibrary()
    {
        var library = LinkageService.Features.Schemes.SchemeLibrary.Load().Latest.Select(scheme => scheme.Id);
        Assert.Equal(library, SchemeCases.All.Select(each => each.Scheme).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.True(SchemeCases.All.Count >= 200, $"{SchemeCases.All.Count} cases");
    }

    [Fact]
    public Task Calculate_EveryCaseOverRestAsStrings_EqualsTheCatalogue() =>
        CompareAsync(new RestChannel(fixture.Service, asNumbers: false));

    [Fact]
    public Task Calculate_EveryCaseOverRestAsNumbers_EqualsTheCatalogue() =>
        CompareAsync(new RestChannel(fixture.Service, asNumbers: true));

    [FullRunFact]
    public Task Calculate_EveryCaseOnTheCommandLine_EqualsTheCatalogue() => CompareAsync(new CommandLineChannel());

    [Fact]
    public async Task Calculate_EveryCaseOverGrpc_EqualsTheCatalogue()
    {
        using var channel = new GrpcChannel(fixture.Service);
        await CompareAsync(channel);
    }

    [Fact]
    public async Task Calculate_SameRequestOverEveryChannel_SameDigest()
    {
        using var grpc = new GrpcChannel(fixture.Service);
        ICalculationChannel[] channels = [grpc, new RestChannel(fixture.Service, asNumbers: false), new CommandLineChannel()];
        foreach (var asked in SchemeCases.All.Where(each => each.Expected.ErrorCode is null).DistinctBy(each => each.Scheme))
        {
            var digests = new HashSet<string?>();
            foreach (var channel in channels)
            {
                digests.Add((await channel.CalculateAsync(asked))!.Digest);
            }

            Assert.NotNull(Assert.Single(digests));
        }
    }

    [Fact]
    public async Task Calculate_SameRequestOverRestAndCommandLine_SameBytes()
    {
        var channel = new CommandLineChannel();
        foreach (var asked in SchemeCases.All.Where(each => each.Expected.ErrorCode is null).DistinctBy(each => each.Scheme))
        {
            await channel.CalculateAsync(asked);
            var answer = await fixture.Service.PostAsync("/v1/calculations", CaseRequests.Json(asked));
            Assert.Equal(answer.Text, Encoding.UTF8.GetString(channel.LastOutput));
        }
    }

    private static async Task CompareAsync(ICalculationChannel channel)
    {
        var differences = new List<string>();
        var unasked = 0;
        foreach (var asked in SchemeCases.WithArrangements)
        {
            if (await channel.CalculateAsync(asked) is { } answer)
            {
                differences.AddRange(Differences(asked.Expected, answer).Select(difference => $"{channel.Name}, {asked}: {difference}"));
            }
            else
            {
                unasked++;
            }
        }

        Assert.True(unasked <= SchemeCases.WithArrangements.Count / 10, $"{channel.Name} could not be asked {unasked} cases");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static IEnumerable<string> Differences(CaseExpectation expected, ChannelAnswer answer)
    {
        if (expected.ErrorCode != answer.ErrorCode)
        {
            yield return $"wanted {expected.ErrorCode ?? "a result"}, got {answer.ErrorCode ?? "a result"} {answer.ErrorField}";
            yield break;
        }

        if (expected.ErrorField is not null && expected.ErrorField != answer.ErrorField)
        {
            yield return $"wanted the field {expected.ErrorField}, got {answer.ErrorField}";
        }

        if (expected.ErrorCode is not null)
        {
            yield break;
        }

        foreach (var (what, wanted, got) in new[]
        {
            ("sources", Show(expected.Sources), Show(answer.Sources)),
            ("funds", Show(expected.Funds), Show(answer.Funds)),
            ("carried", string.Join(' ', expected.Carried.Order(StringComparer.Ordinal)),
                string.Join(' ', answer.Carried.Order(StringComparer.Ordinal))),
            ("households", string.Join(' ', expected.Lines.Keys.Order(StringComparer.Ordinal)),
                string.Join(' ', answer.Lines.Keys.Order(StringComparer.Ordinal))),
        })
        {
            if (wanted != got)
            {
                yield return $"{what}: wanted {wanted}, got {got}";
            }
        }

        foreach (var household in answer.Lines.Keys)
        {
            var wanted = Show(expected.Lines, household) + ", records " + Show(expected.Records, household);
            var got = Show(answer.Lines, household) + ", records " + Show(answer.Records, household);
            if (wanted != got)
            {
                yield return $"{household}: wanted {wanted}, got {got}";
            }
        }
    }

    private static string Show(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> lines, string household) =>
        lines.TryGetValue(household, out var known) ? Show(known) : "";

    private static string Show(IReadOnlyDictionary<string, string> amounts) =>
        string.Join(' ', amounts.OrderBy(amount => amount.Key, StringComparer.Ordinal).Select(amount => amount.Key + "=" + amount.Value));
}
