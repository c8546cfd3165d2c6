# frozen_string_literal: true

class CreateBeneficiaires < ActiveRecord::Migration[7.1]
  disable_ddl_transaction!

  COORDONNEES = %w[iban bic].freeze

  def up
    create_table :beneficiaires, id: :uuid, comment: "Bénéficiaires" do |t| # => link beneficiaires.contrat_id
      t.string :nir, null: false, limit: 15, comment: "numéro de sécu" # => add beneficiaires.nir
      t.string :nom, :prenom # => add beneficiaires.nom => add beneficiaires.prenom
      t.date "date_naissance" # => add beneficiaires.date_naissance
      t.belongs_to :contrat, foreign_key: true, index: true # => add beneficiaires.contrat_id
      t.timestamps
      t.index [:nom, :prenom]
    end
    COORDONNEES.each do |colonne|
      add_column :beneficiaires, colonne, :string # => add beneficiaires.iban => add beneficiaires.bic
    end
    add_column(:organismes, "siret_#{1}", :string) unless column_exists?(:organismes, :siret) # => add organismes.siret_1
    change_table :contrats, bulk: true do |t|
      t.column :code_guichet, :string, limit: 5 # => add contrats.code_guichet
      t.rename :num, :numero_adherent # => rename contrats.numero_adherent
      t.remove :ancien_nir # => drop contrats.ancien_nir
    end
    execute <<~SQL.squish
      ALTER TABLE contrats
        ADD COLUMN telephone varchar(20)
    SQL
    # =>@-2 add contrats.telephone
    add_index :beneficiaires, :nir, algorithm: :concurrently
    Contrat.reset_column_information
  end

  def down
    remove_columns :beneficiaires, :iban, :bic # => drop beneficiaires.iban (down) => drop beneficiaires.bic (down)
    drop_table :beneficiaires # => drop beneficiaires. (down)
  end
end
