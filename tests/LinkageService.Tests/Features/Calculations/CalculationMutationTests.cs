using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Calculations;

/// <summary>Whatever is sent, the answer is a result or a documented code, never a defect.</summary>
[Collection(SharedService.Name)]
public class CalculationMutationTests(ServiceFixture fixture)
{
    private static readonly int Variants = Thorough.Of(full: 6_000, quick: 600);
    private const int Seed = 20251122;
    private const int AtOnce = 4;

    [Fact]
    public async Task Calculate_ThousandsOfBrokenVariants_AnswersDocumentedCodes()
    {
        var originals = SchemeCases.All.Where(each => each.Expected.ErrorCode is null && each.Households.Count <= 20)
            .DistinctBy(each => each.Scheme).Select(each => CaseRequests.Json(each, asNumbers: true)).Append(WithDocument()).ToArray();
        var failures = await MutateAsync("/v1/calculations", "application/json", originals, Variants);
        Assert.True(failures.Count == 0,
            $"seed {Seed}\n" + string.Join('\n', failures.Take(20).Concat(fixture.Service.Log.Errors.Take(3))));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/yaml")]
    public async Task ValidateScheme_ThousandBrokenVariants_AnswersDocumentedCodes(string contentType)
    {
        var library = LinkageService.Features.Schemes.SchemeLibrary.Load();
        var originals = library.Latest.Select(scheme => contentType == "application/json"
            ? Encoding.UTF8.GetBytes(LinkageService.Features.Schemes.SchemeDocumentText.Of(scheme))
            : File.ReadAllBytes(Path.Combine(SchemeCases.Folder, scheme.Id, "scheme.yaml"))).ToArray();
        var failures = await MutateAsync("/v1/schemes:validate", contentType, originals, Thorough.Of(full: 1_000, quick: 200));
        Assert.True(failures.Count == 0,
            $"seed {Seed}\n" + string.Join('\n', failures.Take(20).Concat(fixture.Service.Log.Errors.Take(3))));
    }

    private static byte[] WithDocument() => Encoding.UTF8.GetBytes("""
        {"document":{"id":"x","version":1,"title":"x","inputs":{"income":{"type":"money"}},"holdings":{"land":{"unit":"mu"}},
        "steps":[{"id":"a","kind":"allocate","from":"income","by":"land * 2"}]},"inputs":{"income":"10.00"},
        "households":[{"id":"1","holdings":{"land":1}}]}
        """);

    private async Task<List<string>> MutateAsync(string path, string contentType, byte[][] originals, int variants)
    {
        var failures = new List<string>();
        for (var batch = 0; batch < variants; batch += AtOnce)
        {
            var answers = await Task.WhenAll(Enumerable.Range(batch, AtOnce).Select(async variant =>
            {
                var random = new Random(Seed + variant);
                var body = originals[random.Next(originals.Length)];
                for (var times = random.Next(1, 4); times > 0; times--)
                {
                    body = Mutation.Of(body, random);
                }

                return Judge(variant, body, await fixture.Service.PostAsync(path, body, contentType));
            }));
            failures.AddRange(answers.OfType<string>());
        }

        return failures;
    }

    private static string? Judge(int variant, byte[] body, Answer answer)
    {
        if (answer.Status == 200)
        {
            return null;
        }

        var isDocumented = answer is { ContentType: ProblemResponse.ContentType, Code: { } name }
            && ProblemCodes.Find(name) is { } code && ProblemStatus.Http(code) == answer.Status && answer.Status < 500;
        return isDocumented ? null : $"variant {variant}: {answer.Status} {answer.Text}\n  for {Encoding.UTF8.GetString(body)}";
    }
}
