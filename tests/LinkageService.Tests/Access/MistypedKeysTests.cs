using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using Grpc.Core;
using LinkageService.Access;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Access;

/// <summary>A key with a typing mistake is no key: said as such at every door, and no failure of the service.</summary>
public sealed class MistypedKeysTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_+/=.,:%~ \t\n\0é户𠮷";

    [Fact]
    public void TryRead_MutatedKeys_NoneIsTheKeyAndNothingThrows()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        for (var i = 0; i < Thorough.Of(full: 20_000, quick: 4_000); i++)
        {
            var (_, key, hash) = ApiKeyText.Create();
            var mutated = Mutated(key, random);
            try
            {
                var isKey = ApiKeyText.TryRead(mutated, out var id, out var read);
                Assert.False(isKey && mutated != key && id == key[3..19] && read.AsSpan().SequenceEqual(hash));
                Assert.True(!isKey || $"lk_{id}_{Base64Url.EncodeToString(Base64Url.DecodeFromChars(mutated.AsSpan(20)))}" == mutated);
            }
            catch (Exception exception)
            {
                Assert.Fail($"TEST_SEED={seed} {i}: \"{mutated}\" {exception}");
            }
        }
    }

    [Fact]
    public async Task EveryDoor_MistypedKey_NotSignedInAndNothingInTheLog()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (key, _) = await ApiKeysTests.CreateAsync(storage, "a", "viewer");
        await using var service = await RunningService.StartAsync(["--Auth:Mode=ApiKey", .. storage.Settings]);
        using var browser = new SignInForm(service.Client.BaseAddress!);
        using var api = new GrpcApi(service.GrpcAddress);

        // A letter of the secret that is none of its alphabet, the last one with spare bits, and an id in capitals.
        foreach (var mistyped in new[] { key[..30] + '!' + key[31..], key[..^1] + Next(key[^1]), "lk_" + "ABCDEF0123456789" + key[19..] })
        {
            var rest = await service.SendAsync(HttpMethod.Get, "/v1/organizations", body: null, ("Authorization", "Bearer " + mistyped));
            Assert.Equal((401, "unauthenticated"), (rest.Status, rest.Code));
            api.Headers.Authorization = new AuthenticationHeaderValue("Bearer", mistyped);
            var rpc = await api.CallAsync("linkage.v1.Schemes/ListSchemes", new ListSchemesRequest());
            Assert.Equal((StatusCode.Unauthenticated, "unauthenticated"), (rpc.Status, rpc.Code));
            var (status, address, _) = await browser.SendAsync(mistyped);
            Assert.Equal((302, "/sign-in?problem=1&next=%2F"), (status, address));
        }

        Assert.Equal((302, "/"), (await browser.SendAsync(key)) is var (status2, to, _) ? (status2, to) : default);
    }

    private static string Mutated(string key, Random random)
    {
        var text = key.ToCharArray().ToList();
        for (var changes = random.Next(1, 4); changes > 0 && text.Count > 0; changes--)
        {
            var at = random.Next(4) == 0 ? text.Count - 1 : random.Next(text.Count);
            switch (random.Next(8))
            {
                case 0:
                    text.RemoveAt(at);
                    break;
                case 1:
                    text.Insert(at, Letters[random.Next(Letters.Length)]);
                    break;
                case 2:
                    (text[at], text[^1]) = (text[^1], text[at]);
                    break;
                default:
                    text[at] = Letters[random.Next(Letters.Length)];
                    break;
            }
        }

        return new string([.. text]);
    }

    // The letter after it: of 43 letters the last has two bits to spare, so that three of four are not written by anyone.
    private static char Next(char letter)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return alphabet[(alphabet.IndexOf(letter, StringComparison.Ordinal) + 1) % alphabet.Length];
    }
}
