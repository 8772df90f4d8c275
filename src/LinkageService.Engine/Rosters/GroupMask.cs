using System.Collections;
using System.Numerics;

namespace LinkageService.Engine.Rosters;

/// <summary>Which households of a roster belong to a group: one bit each, in roster order.</summary>
public sealed class GroupMask
{
    private readonly ulong[] _bits;

    private GroupMask(ulong[] bits, int households)
    {
        _bits = bits;
        Households = households;
        Members = bits.Sum(word => BitOperations.PopCount(word));
    }

    /// <summary>Households of the roster.</summary>
    public int Households { get; }

    /// <summary>Members of the group, 0 to <see cref="Households"/>.</summary>
    public int Members { get; }

    /// <summary>Whether every household is a member.</summary>
    public bool IsEveryone => Members == Households;

    /// <summary>The bits, 64 households a word, the lowest bit first; bits beyond the last household are 0.</summary>
    public ReadOnlySpan<ulong> Words => _bits;

    /// <summary>The group of all.</summary>
    public static GroupMask Everyone(int households)
    {
        var bits = new ulong[Length(households)];
        Array.Fill(bits, ulong.MaxValue);
        return new GroupMask(Trim(bits, households), households);
    }

    /// <summary>The group without members.</summary>
    public static GroupMask Nobody(int households) => new(new ulong[Length(households)], households);

    /// <summary>The group of some households.</summary>
    public static GroupMask Only(int households, ReadOnlySpan<int> members)
    {
        var bits = new ulong[Length(households)];
        foreach (var member in members)
        {
            bits[member >> 6] |= 1UL << (member & 63);
        }

        return new GroupMask(bits, households);
    }

    /// <summary>The households for which <paramref name="isMember"/> holds.</summary>
    public static GroupMask Where(int households, Func<int, bool> isMember)
    {
        var bits = new ulong[Length(households)];
        for (var household = 0; household < households; household++)
        {
            if (isMember(household))
            {
                bits[household >> 6] |= 1UL << (household & 63);
            }
        }

        return new GroupMask(bits, households);
    }

    /// <summary>Whether the household is a member.</summary>
    public bool Contains(int household) => (_bits[household >> 6] >> (household & 63) & 1) != 0;

    /// <summary>One bit a household.</summary>
    internal BitArray ToBits()
    {
        var bits = new BitArray(Households);
        for (var household = 0; household < Households; household++)
        {
            bits[household] = Contains(household);
        }

        return bits;
    }

    /// <summary>In both groups.</summary>
    public GroupMask And(GroupMask other) => new(_bits.Zip(other._bits, (a, b) => a & b).ToArray(), Households);

    /// <summary>In either group.</summary>
    public GroupMask Or(GroupMask other) => new(_bits.Zip(other._bits, (a, b) => a | b).ToArray(), Households);

    /// <summary>Everyone else.</summary>
    public GroupMask Not() => new(Trim(_bits.Select(word => ~word).ToArray(), Households), Households);

    /// <summary>Sets the values of all who are not members to zero.</summary>
    public void Clear(Span<long> values)
    {
        if (IsEveryone)
        {
            return;
        }

        for (var word = 0; word < _bits.Length; word++)
        {
            var bits = _bits[word];
            var part = values.Slice(word << 6, Math.Min(64, Households - (word << 6)));
            if (bits == 0)
            {
                part.Clear();
                continue;
            }

            for (var i = 0; i < part.Length; i++)
            {
                part[i] &= -(long)(bits >> i & 1);
            }
        }
    }

    private static int Length(int households) => (households + 63) >> 6;

    private static ulong[] Trim(ulong[] bits, int households)
    {
        var rest = households & 63;
        if (rest != 0)
        {
            bits[^1] &= (1UL << rest) - 1;
        }

        return bits;
    }
}
