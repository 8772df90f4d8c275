using LinkageService.Tests.Support;

namespace LinkageService.Tests.Http;

/// <summary>Which methods an answer 405 names.</summary>
public sealed class AllowedMethodsTests
{
    [Theory]
    [InlineData("/v1/runs/0123456789abcdef", "GET, HEAD, PUT")]
    [InlineData("/v1/audit/head", "GET, HEAD")]
    public async Task Delete_WhereItIsNotTaken_NamesTheMethodsOfThatAddressAlone(string address, string allowed)
    {
        await using var service = await RunningService.StartAsync();
        using var answer = await service.Client.DeleteAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(405, (int)answer.StatusCode);
        Assert.Equal(allowed.Split(", ").Order(StringComparer.Ordinal), answer.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }
}
