const CODES = ['code_banque', 'code_guichet'];

/** @param { import("knex").Knex } knex */
exports.up = async (knex) => {
  await knex.schema
    .createTable('structures', (table) => {
      table.increments(); // an id
      table.string('finess', 9).notNullable().unique(); // => add structures.finess
    })
    .createTable('soignants', function (t) { // => link soignants.structure_id
      t.uuid('id').primary(); // => add soignants.id
      t.string('rpps', 11).comment('identifiant RPPS'); // => add soignants.rpps
      t.integer('structure_id').unsigned().references('id').inTable('structures'); // => add soignants.structure_id
      for (const code of CODES) {
        t.string(code, 5); // => add soignants.code_banque => add soignants.code_guichet
      }
      t.timestamps(true, true);
    });
  await knex.raw(`
    ALTER TABLE soignants
      ADD COLUMN email varchar(120) -- => add soignants.email
  `);
};

exports.down = (knex) => knex.schema.dropTableIfExists('soignants').dropTable('structures'); // => drop soignants. (down) => drop structures. (down)
