using System.Globalization;
using LinkageService.Engine.Amounts;

namespace LinkageService.Features.Households;

/// <summary>A holding of a roster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sum">What all households hold of it together, exactly.</param>
public sealed record RosterHolding(string Name, decimal Sum);

/// <summary>What the households of a roster are and hold together, added up while it is read.</summary>
internal sealed class RosterSums
{
    private const int HoldingDecimals = 4;
    private const decimal Scale = 10_000;

    private readonly SortedDictionary<string, decimal> _holdings = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _labels = new(StringComparer.Ordinal);

    /// <summary>People; null where it is not known of a household how many it has.</summary>
    public long? Members { get; private set; } = 0;

    /// <summary>Every holding that a household has, by name.</summary>
    public IReadOnlyList<RosterHolding> Holdings => _holdings.Select(sum => new RosterHolding(sum.Key, sum.Value / Scale)).ToArray();

    /// <summary>The name of every label that a household has, in ordinal order.</summary>
    public IReadOnlyList<string> Labels => [.. _labels];

    /// <summary>Notes that a household has a label.</summary>
    public void AddLabel(string name) => _labels.Add(name);

    /// <summary>Adds the people of a household.</summary>
    /// <param name="members">How many; null where that is not known.</param>
    public void AddMembers(int? members) => Members += members;

    /// <summary>Adds a holding of a household.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="quantity">The decimal as stored.</param>
    public void AddHolding(string name, string quantity)
    {
        // What is stored was read before it was stored.
        if (DecimalText.TryParse(quantity, HoldingDecimals, out long unscaled) != DecimalFault.None)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"The holding {name} is no decimal: {quantity}"));
        }

        _holdings[name] = _holdings.GetValueOrDefault(name) + unscaled;
    }
}
