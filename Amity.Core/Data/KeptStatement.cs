using Microsoft.Data.Sqlite;

namespace Amity.Core.Data;

/// <summary>A prepared statement with its parameters, kept by <see cref="KeptStatements"/> from one use to the next.</summary>
internal sealed class KeptStatement(SqliteCommand command)
{
    private string[] _names = [];

    public SqliteCommand Command { get; } = command;

    public bool InUse { get; set; }

    /// <summary>Its place among the others, by last use.</summary>
    public LinkedListNode<KeptStatement>? Place { get; set; }

    /// <summary>Puts the values in. The same text comes with the same names in the same order nearly always: then only values change.</summary>
    public void Bind(LightParameters given)
    {
        var parameters = Command.Parameters;
        if (!given.HasNames(_names))
        {
            parameters.Clear();
            _names = given.Names();
            foreach (var name in _names)
            {
                // With its prefix, because without one the provider tries all three at every execution.
                parameters.Add(new SqliteParameter { ParameterName = name.StartsWith('@') ? name : "@" + name });
            }
        }

        for (var i = 0; i < _names.Length; i++)
        {
            parameters[i].Value = given.At(i).Value ?? DBNull.Value;
        }
    }

    /// <summary>Lets go of the values, which may be large.</summary>
    public void Forget()
    {
        for (var i = 0; i < _names.Length; i++)
        {
            Command.Parameters[i].Value = DBNull.Value;
        }
    }
}
