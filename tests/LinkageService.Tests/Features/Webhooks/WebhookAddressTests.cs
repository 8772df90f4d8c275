using System.Net;
using LinkageService.Configuration;
using LinkageService.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace LinkageService.Tests.Features.Webhooks;

/// <summary>Nobody makes the service call into the operator's own network, by whatever name or answer of the DNS.</summary>
public sealed class WebhookAddressTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("198.19.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001:db8::1")]
    public void MayConnect_AddressesInside_OnlyWhereTheOperatorNamesThem(string text)
    {
        var address = IPAddress.Parse(text);
        Assert.False(Of("").MayConnect("bank.example", address, isPlain: false));
        Assert.True(Of("bank.example").MayConnect("bank.example", address, isPlain: true));
        Assert.False(Of("bank.example").MayConnect("evil.example", address, isPlain: false));
        var bare = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Assert.True(Of(bare.ToString()).MayConnect("evil.example", address, isPlain: true));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2400:3200::1")]
    [InlineData("::ffff:8.8.8.8")]
    public void MayConnect_AddressesOfTheInternet_OverHttps(string text)
    {
        Assert.True(Of("").MayConnect("bank.example", IPAddress.Parse(text), isPlain: false));
        Assert.False(Of("").MayConnect("bank.example", IPAddress.Parse(text), isPlain: true));
    }

    [Theory]
    [InlineData("http://bank.example/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://a.localhost:8443/hook")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://user@bank.example/")]
    [InlineData("ftp://bank.example/")]
    [InlineData("https://bank.example/#a")]
    [InlineData("https:///")]
    public async Task Create_AnAddressThatIsNotAllowed_Refused(string url)
    {
        await using var service = await RunningService.StartAsync(["--Webhooks:AllowedHosts="]);
        var answer = await service.PostAsync("/v1/webhooks", $$"""{ "url": "{{url}}" }""");
        Assert.Equal((400, ("invalid_value", "url")), (answer.Status, answer.Errors.First()));
    }

    [Fact]
    public async Task Send_ANameThatLeadsInside_IsNotCalled()
    {
        // Allowed when it was made, and not when it is called.
        await using var receiver = await WebhookReceiver.StartAsync();
        using var storage = await TestStorage.CreateAsync("sqlite");
        string address;
        await using (var allowing = await RunningService.StartAsync(storage.Settings))
        {
            var made = await allowing.PostAsync(
                "/v1/webhooks", $$"""{ "url": "https://localhost:{{new Uri(receiver.Url).Port}}/hooks" }""");
            Assert.Equal(201, made.Status);
            address = made.Headers["Location"];
        }

        await using var service = await RunningService.StartAsync([.. storage.Settings, "--Webhooks:AllowedHosts="]);
        var tried = await service.SendAsync(HttpMethod.Post, address + ":test");
        Assert.Equal("address_refused", tried.Json.GetProperty("error").GetString());
        Assert.Empty(receiver.All);
    }

    private static AllowedHosts Of(string list) => AllowedHosts.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Webhooks:AllowedHosts"] = list }).Build());
}
