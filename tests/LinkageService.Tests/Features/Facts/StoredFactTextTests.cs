using LinkageService.Features.Facts;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Features.Facts;

/// <summary>What the first version stored is read, and written again, byte by byte: it is hashed.</summary>
public sealed class StoredFactTextTests
{
    [Fact]
    public async Task Text_OfEveryKindAsFirstStored_IsReadAndWrittenTheSame()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(
            SchemeCases.RepositoryRoot(), "tests", "LinkageService.Tests", "Features", "Facts", "stored-facts.txt"));
        Assert.Equal(FactKind.Words.Order(StringComparer.Ordinal), lines.Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
        foreach (var line in lines)
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            var (word, data) = (line[..end], line[(end + 1)..]);
            var part = FactText.Read(FactKind.Find(word)!, data);
            Assert.Equal(data, FactText.Of(part));
            Assert.All(FactField.Of(part.GetType()), field => Assert.NotNull(field.Property.GetValue(part)));
        }
    }
}
