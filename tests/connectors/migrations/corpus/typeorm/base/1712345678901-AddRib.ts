import { MigrationInterface, QueryRunner, Table, TableColumn, TableForeignKey } from 'typeorm';

export class AddRib1712345678901 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "praticien" ("id" SERIAL NOT NULL, "nom" character varying(80), CONSTRAINT "PK_1" PRIMARY KEY ("id"))`, // => add praticien.id => add praticien.nom
    );
    await queryRunner.addColumns('praticien', [
      new TableColumn({ name: 'iban', type: 'varchar', length: '34', isNullable: true }), // => add praticien.iban
      new TableColumn({
        name: 'telephone', // => add praticien.telephone
        type: 'varchar',
      }),
    ]);
    await queryRunner.createTable(
      new Table({
        name: 'patient',
        columns: [
          { name: 'id', type: 'int', isPrimary: true }, // => add patient.id
          { name: 'numSecu', type: 'varchar', comment: 'NIR' }, // => add patient.matricule
        ],
      }),
      true,
    );
    await queryRunner.createForeignKey('patient', new TableForeignKey({ // => link patient.praticienId
      columnNames: ['praticienId'], referencedColumnNames: ['id'], referencedTableName: 'praticien',
    }));
    await queryRunner.renameColumn('patient', 'numSecu', 'matricule');
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn('praticien', 'iban'); // => drop praticien.iban (down)
  }
}
