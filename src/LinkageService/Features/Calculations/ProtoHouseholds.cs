using System.Text;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Calculations;

/// <summary>Households as proto messages; they go straight into the roster's columns.</summary>
internal sealed class ProtoHouseholds(IReadOnlyList<Proto.Household> households) : IHouseholdSource
{
    /// <inheritdoc/>
    public void AddTo(RosterBuilder roster, Scheme scheme, CancellationToken cancellation)
    {
        var scratch = new Utf8Scratch();
        foreach (var household in households)
        {
            if (!roster.Begin())
            {
                return;
            }

            roster.Id(scratch.Name(household.Id));
            foreach (var tag in household.Tags)
            {
                roster.Tag(scratch.Name(tag));
            }

            foreach (var (name, value) in household.Labels)
            {
                roster.Label(scratch.Name(name), scratch.Value(value));
            }

            foreach (var (name, value) in household.Holdings)
            {
                roster.Holding(scratch.Name(name), scratch.Value(value));
            }

            roster.End();
            if ((roster.Count & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    // Two texts at a time as UTF-8, without an array for each.
    private sealed class Utf8Scratch
    {
        private byte[] _name = new byte[256];
        private byte[] _value = new byte[256];

        public ReadOnlySpan<byte> Name(string text) => Encode(text, ref _name);

        public ReadOnlySpan<byte> Value(string text) => Encode(text, ref _value);

        private static ReadOnlySpan<byte> Encode(string text, ref byte[] buffer)
        {
            var most = Encoding.UTF8.GetMaxByteCount(text.Length);
            if (most > buffer.Length)
            {
                buffer = new byte[most];
            }

            return buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer));
        }
    }
}
