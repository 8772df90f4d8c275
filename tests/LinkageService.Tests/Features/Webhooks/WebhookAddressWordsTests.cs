using LinkageService.Errors;
using LinkageService.Features.Webhooks;

namespace LinkageService.Tests.Features.Webhooks;

/// <summary>What is said of the address of a webhook that is not taken as it is written.</summary>
public sealed class WebhookAddressWordsTests
{
    [Theory]
    [InlineData("https://例子.中国/x", "https://xn--fsqu00a.xn--fiqs8s/x")]
    [InlineData("https://bank.example/回执?a=1", "https://bank.example/%E5%9B%9E%E6%89%A7?a=1")]
    [InlineData("https://bank.example/a b", "without spaces")]
    [InlineData("https://例子.中国/x#y", "without spaces")]
    [InlineData("ftp://例子.中国/x", "without spaces")]
    public void Url_NotTaken_SaysHowItIsWritten(string url, string said)
    {
        var problem = Assert.Single(new WebhookDraftValidator().Validate(new WebhookDraft { Url = url }).AsProblems());
        Assert.Contains(said, problem.Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://xn--fsqu00a.xn--fiqs8s/x")]
    [InlineData("http://127.0.0.1:8080/a?b=c")]
    public void Url_Ascii_Taken(string url) =>
        Assert.Empty(new WebhookDraftValidator().Validate(new WebhookDraft { Url = url }).AsProblems());
}
